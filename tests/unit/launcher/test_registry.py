"""The configured launcher becomes an executor: this process for one worker, others for several."""

import os

from launcher_tasks import launcher, process_id

from retrain.launcher import make_executor


def test_one_worker_is_this_process_and_several_are_others():
    with make_executor(launcher(workers=1)) as here, make_executor(launcher()) as there:
        assert here.submit(process_id, None).result() == os.getpid()
        assert os.getpid() not in set(there.map(process_id, range(4)))
