"""The soak's client for gRPC's C core, through grpcio; Ruby, PHP and C++ use the same library.

Reads scenarios from standard input; test/soak/README.md describes the lines that it reads and prints.
"""

import queue
import sys
import threading
import time

import grpc

TIMEOUT = 300
OPTIONS = [("grpc.keepalive_time_ms", 10_000), ("grpc.max_receive_message_length", -1)]


def field(number, content):
    """One protobuf field of bytes; the number is below 16 and the content shorter than 2**14 bytes."""
    length = len(content)
    size = bytes([length]) if length < 128 else bytes([length & 127 | 128, length >> 7])
    return bytes([number << 3 | 2]) + size + content


def etag_of(reply):
    """Field 2 of a GetStateResponse with a short value."""
    at = 0
    while at < len(reply):
        number, length = reply[at] >> 3, reply[at + 1]
        if number == 2:
            return reply[at + 2 : at + 2 + length]
        at += 2 + length
    raise ValueError("the reply has no etag")


class Scenario:
    def __init__(self, line):
        words = line.split()
        self.name, self.address, self.kind, self.path = words[:4]
        self.request = bytes.fromhex(words[4])
        self.concurrency, self.seconds = int(words[5]), float(words[6])
        self.reply_bytes, self.replies = int(words[7]), int(words[8])

    def check(self, replies, size):
        if replies != self.replies or size < self.reply_bytes:
            raise ValueError(f"{replies} replies, the last of {size} bytes")

    def worker(self, channel, number):
        """The function of one call, and how many RPCs it makes."""
        if self.kind == "unary":
            method = channel.unary_unary(self.path)
            return lambda: self.check(1, len(method(self.request, timeout=TIMEOUT)))
        if self.kind == "etag":
            return self.etag_worker(channel, b"soak-%d" % number)
        if self.kind == "headers":
            method = channel.stream_stream(self.path)
            return lambda: self.after_headers(method)
        method = channel.unary_stream(self.path)
        return lambda: self.consume(method(self.request, timeout=TIMEOUT))

    def consume(self, stream):
        replies = size = 0
        for reply in stream:
            replies, size = replies + 1, len(reply)
        self.check(replies, size)

    def after_headers(self, method):
        requests = queue.Queue()
        stream = method(iter(requests.get, None), timeout=TIMEOUT)
        stream.initial_metadata()
        requests.put(self.request)
        requests.put(None)
        self.consume(stream)

    def etag_worker(self, channel, key):
        """Reads a record and saves it with its etag."""
        get = channel.unary_unary("/dapr.proto.runtime.v1.Dapr/GetState")
        save = channel.unary_unary("/dapr.proto.runtime.v1.Dapr/SaveState")
        store = field(1, b"statestore")
        item = field(1, key) + field(2, b"x")
        save(store + field(2, item), timeout=TIMEOUT)

        def call():
            etag = etag_of(get(store + field(2, key), timeout=TIMEOUT))
            options = field(5, b"\x08\x01")  # first-write
            save(store + field(2, item + field(3, field(1, etag)) + options), timeout=TIMEOUT)

        return call

    def run(self, channel):
        calls, failed, errors = [0] * self.concurrency, [0] * self.concurrency, []
        end = time.monotonic() + self.seconds

        def work(number):
            call = None
            while time.monotonic() < end:
                calls[number] += 1
                try:
                    call = call or self.worker(channel, number)
                    call()
                except grpc.RpcError as error:
                    failed[number] += 1
                    errors.append(f"{error.code()}: {error.details()}")
                except ValueError as error:
                    failed[number] += 1
                    errors.append(str(error))

        threads = [threading.Thread(target=work, args=(number,)) for number in range(self.concurrency)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        first = " ".join(errors[0].split()) if errors else ""
        print(self.name, sum(calls), sum(failed), first, flush=True)


channels = {}
for line in sys.stdin:
    scenario = Scenario(line)
    if scenario.address not in channels:
        channels[scenario.address] = grpc.insecure_channel(scenario.address, options=OPTIONS)
    scenario.run(channels[scenario.address])
