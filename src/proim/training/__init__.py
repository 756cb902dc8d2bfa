"""Training of the liaison officers: courses, sessions, enrolment, results, certificates.

A result is a row that is only ever added: a correction is a newer row, and the older one stays.
The certificate of a passed course carries a folio that anybody can check.
"""
