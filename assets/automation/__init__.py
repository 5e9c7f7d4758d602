"""What starts the job `refresh` automatically (schedules and sensors), and who is notified of failed runs.

Input: the sources and the data folder, as resources. Output: jobs, schedules and sensors for `assets.definitions`.
"""
