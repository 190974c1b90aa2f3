"""How it is served: gunicorn minds the processes, waitress takes the requests.

Readers take every connection. They answer what opens behind a code, and the files that it needs, in
threads kept for nothing else; everything else they pass on to one maker, with the press.
"""
