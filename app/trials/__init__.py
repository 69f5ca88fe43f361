"""Registry records of trials: readers, versions and changes, places, access routes."""
