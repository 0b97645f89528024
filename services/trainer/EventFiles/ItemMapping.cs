namespace UserRep.Trainer.EventFiles;

/// <summary>The parts of a mapping that speak of items and of where its data come from; other parts may be there.</summary>
internal sealed record ItemMapping(CategoriesMapping Categories, bool Simulated = false, ItemNamesMapping? Names = null);
