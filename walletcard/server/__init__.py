"""How it is served: gunicorn manages the processes, waitress receives the requests.

Readers accept every connection. They answer requests for the page behind a code and for static
files, in threads that do nothing else. All other requests go to one maker, which has the press.
"""
