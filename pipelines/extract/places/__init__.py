"""Countries and places: which are named, which namesake is meant, and where the activity took place.

Input: names found in the text. Output: countries of each entry (`countries`), and its host country and place
"""
