import pytest

from kzcorpus.models.training.bilinear import by_matrices

torch = pytest.importorskip("torch")


def test_values_and_gradients_are_those_of_torch() -> None:
    torch.manual_seed(1)
    layer = torch.nn.Bilinear(5, 3, 4)
    model = torch.nn.ModuleList([layer, torch.nn.Linear(2, 2)])
    one, other = torch.randn(2, 6, 5), torch.randn(2, 6, 3)
    before = layer(one, other)
    before.pow(2).sum().backward()
    gradient = layer.weight.grad.clone()
    layer.zero_grad()
    assert by_matrices(model) == 1
    after = layer(one, other)
    after.pow(2).sum().backward()
    torch.testing.assert_close(after, before)
    torch.testing.assert_close(layer.weight.grad, gradient)
    assert set(model.state_dict()) == {"0.weight", "0.bias", "1.weight", "1.bias"}
