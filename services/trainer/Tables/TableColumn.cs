namespace UserRep.Trainer.Tables;

internal sealed record TableColumn(string Name, ColumnKind Kind = ColumnKind.Text);
