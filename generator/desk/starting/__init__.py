"""How anything is begun: a site, an inspection, a revisit, a record."""
