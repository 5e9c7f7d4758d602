"""Keeps the data folder in an object store, such as `DATA=s3://bucket/prefix`.

Input: an address, and a local folder in which the stages work. Output: objects under the address. What a step needs is
fetched into the folder, the working copy; what it changed is put into the bucket, in an order that survives a crash.
"""
