"""The ground both wings stand on: database, configuration, clock, words, mail, jobs, audit."""
