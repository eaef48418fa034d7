"""Every state call of Dapr's Python SDK against the sidecar whose gRPC and HTTP
addresses are the arguments. Prints `ok NAME` for each check that passes, and exits
with 1 at the first that fails."""

import os
import sys
import time

GRPC, HTTP = sys.argv[1], sys.argv[2]
# The client's constructor waits for the sidecar's health over HTTP.
os.environ["DAPR_HTTP_ENDPOINT"] = f"http://{HTTP}"
os.environ["DAPR_HEALTH_TIMEOUT"] = "10"

import grpc  # noqa: E402
from dapr.clients import DaprClient  # noqa: E402
from dapr.clients.grpc._request import TransactionalStateOperation, TransactionOperationType  # noqa: E402
from dapr.clients.grpc._state import Concurrency, Consistency, StateItem, StateOptions  # noqa: E402

STORE = "statestore"
FIRST = StateOptions(concurrency=Concurrency.first_write, consistency=Consistency.strong)


def check(name, holds, seen=""):
    if not holds:
        print(f"FAILED {name}: {seen}")
        sys.exit(1)
    print("ok", name)


def code_of(call):
    """The code with which a call fails, or None."""
    try:
        call()
        return None
    except grpc.RpcError as error:
        return error.code()


def saves(client):
    client.save_state(STORE, "py-1", "one")
    found = client.get_state(STORE, "py-1")
    check("value and etag", found.data == b"one" and found.etag != "", found.data)
    check("a missing key has no etag", client.get_state(STORE, "py-missing").etag == "")
    client.save_state(STORE, "py-ttl", "brief", state_metadata={"ttlInSeconds": "1"})
    deadline = time.time() + 10
    while time.time() < deadline and client.get_state(STORE, "py-ttl").etag != "":
        time.sleep(0.1)
    check("expiry", client.get_state(STORE, "py-ttl").etag == "")
    client.delete_state(STORE, "py-1")
    check("delete", client.get_state(STORE, "py-1").etag == "")


def etags(client):
    client.save_state(STORE, "py-etag", "1")
    etag = client.get_state(STORE, "py-etag").etag
    client.save_state(STORE, "py-etag", "2", etag=etag, options=FIRST)
    check("the right etag", client.get_state(STORE, "py-etag").data == b"2")
    code = code_of(lambda: client.save_state(STORE, "py-etag", "3", etag=etag, options=FIRST))
    check("a wrong etag is ABORTED", code == grpc.StatusCode.ABORTED, code)
    code = code_of(lambda: client.delete_state(STORE, "py-etag", etag=etag, options=FIRST))
    check("a delete with a wrong etag is ABORTED", code == grpc.StatusCode.ABORTED, code)


def bulk(client):
    keys = [f"py-bulk-{n}" for n in range(150)]
    client.save_bulk_state(STORE, [StateItem(key=key, value=key) for key in keys])
    found = client.get_bulk_state(STORE, keys + ["py-missing"], parallelism=4).items
    check("all in order", [item.key for item in found] == keys + ["py-missing"])
    check("values", found[149].data == b"py-bulk-149", found[149].data)


def transactions(client):
    def upsert(key, value, etag=None):
        return TransactionalStateOperation(
            operation_type=TransactionOperationType.upsert, key=key, data=value, etag=etag
        )

    remove = TransactionalStateOperation(operation_type=TransactionOperationType.delete, key="py-etag")
    client.execute_state_transaction(STORE, [upsert("py-tx", "1"), remove])
    check("transaction", client.get_state(STORE, "py-etag").etag == "")
    failing = [upsert("py-never", "1"), upsert("py-tx", "2", etag="1")]
    code = code_of(lambda: client.execute_state_transaction(STORE, failing))
    check("a failing transaction is INTERNAL", code == grpc.StatusCode.INTERNAL, code)
    check("nothing of it was written", client.get_state(STORE, "py-never").etag == "")


def others(client):
    code = code_of(lambda: client.get_state("nowhere", "k"))
    check("an unknown store is INVALID_ARGUMENT", code == grpc.StatusCode.INVALID_ARGUMENT, code)
    client.set_metadata("language", "python")
    found = client.get_metadata()
    holds = found.application_id == "app" and found.extended_metadata["language"] == "python"
    check("metadata", holds and len(found.registered_components) == 1, found.extended_metadata)


with DaprClient(address=GRPC) as dapr:
    for part in (saves, etags, bulk, transactions, others):
        part(dapr)
