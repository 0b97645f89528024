namespace UserRep.Trainer.Training;

public enum Activation
{
    Selu,
    Gelu,
    Relu,
    Tanh,
}
