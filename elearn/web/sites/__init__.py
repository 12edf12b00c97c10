"""The register of training sites, as staff keep it."""
