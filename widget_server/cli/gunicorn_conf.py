"""gunicorn as the service runs it: one gevent worker; the application is loaded in the master and shared.

Read by gunicorn as a module; figures count on one worker, change it by measurement.
"""

worker_class = "gevent"
workers = 1
worker_connections = 1000
graceful_timeout = 30
timeout = 60
keepalive = 75
max_requests = 0
accesslog = None
forwarded_allow_ips = ""
proc_name = "weerklank"
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a heartbeat file that must not wait for a disk
