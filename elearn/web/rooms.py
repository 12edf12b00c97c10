"""The rooms of the web. A new one is a package whose `views` module holds its blueprint, named here."""

from __future__ import annotations

from flask import Flask

from elearn.web.accounts.views import blueprint as accounts
from elearn.web.assessment.views import blueprint as assessment
from elearn.web.certificates.views import blueprint as certificates
from elearn.web.corrections.views import blueprint as corrections
from elearn.web.course.views import blueprint as course
from elearn.web.downloads.views import blueprint as downloads
from elearn.web.home.views import blueprint as home
from elearn.web.keeping.views import blueprint as keeping
from elearn.web.mistakes.views import blueprint as mistakes
from elearn.web.notes.views import blueprint as notes
from elearn.web.patterns.views import blueprint as patterns
from elearn.web.people.views import blueprint as people
from elearn.web.principles.views import blueprint as principles
from elearn.web.public.views import blueprint as public
from elearn.web.record.views import blueprint as record
from elearn.web.reports.views import blueprint as reports
from elearn.web.search.views import blueprint as search
from elearn.web.sites.views import blueprint as sites
from elearn.web.system.views import blueprint as system
from elearn.web.training.views import blueprint as training


def init_app(app: Flask) -> None:
    """Register every room."""
    for blueprint in (public, home, course, assessment, accounts, certificates, downloads, reports,
                      people, corrections, sites, record, mistakes, notes, training, keeping, principles,
                      search, patterns, system):
        app.register_blueprint(blueprint)
