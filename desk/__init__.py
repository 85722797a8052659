"""The helpdesk's own web page: what people asked, what is answered, and nothing that is not for this desk.

Starlette serves it, the pages are made here, and the service ``magdat.handoff.desk`` does everything; no rule about
tickets lives in this package.
"""
