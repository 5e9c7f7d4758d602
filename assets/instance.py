"""Dagster's instance: where runs are recorded."""

import os
import shutil
from pathlib import Path

from assets.resources import ROOT
from pipelines.workspace import Workspace, WorkspaceError

HOME_VARIABLE = "DAGSTER_HOME"


def prepared_home(workspace: Workspace) -> Path:
    """The folder of Dagster's records: the user's own where `DAGSTER_HOME` names one, else one in the data folder.

    The latter gets the settings that ship with the project, and the variable is set for this process and its children.

    Raises:
        WorkspaceError: the folder cannot be written to.
    """
    own = os.environ.get(HOME_VARIABLE)
    if own:
        return Path(own)
    home = workspace.dagster_home.resolve()
    try:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "dagster.yaml", home / "dagster.yaml")
    except OSError as error:
        raise WorkspaceError(f"cannot write to the data folder {workspace.data}: {error.strerror}") from error
    os.environ[HOME_VARIABLE] = str(home)
    return home
