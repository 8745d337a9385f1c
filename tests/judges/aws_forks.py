"""The AWS CLI, loaded once: each call is a fork, so that a judge that makes many waits for none to load.

usage: aws_forks.py SOCKET                  serves
       aws_forks.py SOCKET ARGUMENT...      runs `aws ARGUMENT...` there, with this process's streams
                                           and credentials
"""
import json
import os
import socket
import sys

ARGUMENTS_MAX = 1 << 17
KEYS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")


def run(driver, request, streams):
    """Never returns: the child's end."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for name in KEYS:
        os.environ.pop(name, None)
    os.environ.update(request["keys"])
    driver.session._credentials = None  # looked up before the fork
    try:
        status = driver.main(request["arguments"])
    except SystemExit as end:
        status = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status or 0)


def serve(path):
    from awscli.clidriver import create_clidriver

    driver = create_clidriver()
    for service in ("sts", "iam", "redshift", "redshift-serverless", "glue", "s3"):
        driver.session.create_client(service)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
        server.bind(path)
        server.listen()
        while True:
            connection, _ = server.accept()
            with connection:
                request, streams, _, _ = socket.recv_fds(connection, ARGUMENTS_MAX, 3)
                child = os.fork()
                if child == 0:
                    run(driver, json.loads(request), streams)
                for stream in streams:
                    os.close(stream)
                _, status = os.waitpid(child, 0)
                connection.send(b"%d" % os.waitstatus_to_exitcode(status))


def ask(path, arguments):
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as client:
        client.connect(path)
        request = {"arguments": arguments, "keys": {name: os.environ[name] for name in KEYS if name in os.environ}}
        socket.send_fds(client, [json.dumps(request).encode()], [0, 1, 2])
        sys.exit(int(client.recv(16)))


if len(sys.argv) > 2:
    ask(sys.argv[1], sys.argv[2:])
serve(sys.argv[1])
