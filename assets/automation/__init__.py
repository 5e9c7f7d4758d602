"""When the job `refresh` starts without a person: schedules, sensors, and who is notified of failed runs.

Comes in: sources and the data folder, as resources. Goes out: jobs, schedules and sensors for `assets.definitions`.
"""
