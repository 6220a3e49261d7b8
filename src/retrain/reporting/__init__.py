"""The files of a run to its reports: page, comment, model card, deck, history of decisions."""
