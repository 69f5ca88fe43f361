"""Registry records of trials: readers, versions and changes, places, access routes.

* In: `read` (files), `pasted_text` (the clipboard), `recognise`; one module to each form, all
  brought into the shape of the registry's API v2 and read once, in `study_record`.
* Kept: `record` (the values), `merge_records` (new, newer, the same, older, knows less).
* What changed: `changes` (every field, in sentences), `criteria_lines` (rules to check again).
* Shown: `words`, `places`, `expanded_access`, `access_routes`, `search_address`.
"""
