"""The reports of a trial, and what its pruner makes of them."""

import optuna


class Watching:
    """Reports the epochs of a trial to its study, and asks the pruner.

    Args:
        trial: whose.
        prunes: several objectives have no one value to prune by.
    """

    def __init__(self, trial: optuna.Trial, *, prunes: bool) -> None:
        self.trial = trial
        self.prunes = prunes
        self.reports: list[tuple[int, float]] = []
        self.pruned = False

    def __call__(self, epoch: int, value: float) -> bool:
        """Takes the value of the first objective after an epoch; True where the trial is to be given up."""
        self.reports.append((epoch, value))
        if self.prunes:
            self.trial.report(value, epoch)
            self.pruned = self.trial.should_prune()
        return self.pruned
