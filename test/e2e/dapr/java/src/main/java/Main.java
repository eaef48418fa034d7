// Every state call of Dapr's Java SDK against the sidecar whose gRPC and HTTP
// endpoints are in DAPR_GRPC_ENDPOINT and DAPR_HTTP_ENDPOINT. Prints
// `ok NAME` for each check that passes, and exits with 1 at the first that fails.

import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.client.domain.State;
import io.dapr.client.domain.StateOptions;
import io.dapr.client.domain.TransactionalStateOperation;
import io.dapr.exceptions.DaprException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public final class Main {
  private static final String STORE = "statestore";
  private static final StateOptions FIRST =
      new StateOptions(StateOptions.Consistency.STRONG, StateOptions.Concurrency.FIRST_WRITE);

  private static void check(String name, boolean holds, Object seen) {
    System.out.println((holds ? "ok " : "FAILED ") + name + (holds ? "" : ": " + seen));
    if (!holds) {
      System.exit(1);
    }
  }

  private static String codeOf(Runnable call) {
    try {
      call.run();
      return "none";
    } catch (DaprException failure) {
      return failure.getErrorCode();
    }
  }

  public static void main(String[] arguments) throws Exception {
    try (DaprClient client = new DaprClientBuilder().build()) {
      client.waitForSidecar(10_000).block();
      check("health", true, "");
      saves(client);
      etags(client);
      bulk(client);
      transactions(client);
      String code = codeOf(() -> client.getState("nowhere", "k", String.class).block());
      boolean isDapr = code.equals("INVALID_ARGUMENT") || code.equals("DAPR_STATE_NOT_FOUND");
      check("an unknown store has Dapr's reason", isDapr, code);
    }
    // Threads of the SDK would keep the program alive.
    System.exit(0);
  }

  private static State<String> get(DaprClient client, String key) {
    return client.getState(STORE, key, String.class).block();
  }

  private static void saves(DaprClient client) throws Exception {
    client.saveState(STORE, "java-1", "one").block();
    State<String> found = get(client, "java-1");
    check("value and etag", "one".equals(found.getValue()) && found.getEtag() != null, found);
    check("a missing key has no value", get(client, "java-missing").getValue() == null, "");
    State<String> brief = new State<>("java-ttl", "brief", null, Map.of("ttlInSeconds", "1"), null);
    client.saveBulkState(STORE, List.of(brief)).block();
    long deadline = System.currentTimeMillis() + 10_000;
    while (get(client, "java-ttl").getValue() != null && System.currentTimeMillis() < deadline) {
      Thread.sleep(100);
    }
    check("expiry", get(client, "java-ttl").getValue() == null, "still there");
    client.deleteState(STORE, "java-1").block();
    check("delete", get(client, "java-1").getValue() == null, "still there");
  }

  private static void etags(DaprClient client) {
    client.saveState(STORE, "java-etag", "1").block();
    String etag = get(client, "java-etag").getEtag();
    client.saveState(STORE, "java-etag", etag, "2", FIRST).block();
    check("the right etag", "2".equals(get(client, "java-etag").getValue()), "");
    String save = codeOf(() -> client.saveState(STORE, "java-etag", etag, "3", FIRST).block());
    check("a wrong etag is rejected", !save.equals("none"), save);
    String delete = codeOf(() -> client.deleteState(STORE, "java-etag", etag, FIRST).block());
    check("a delete with a wrong etag is rejected", !delete.equals("none"), delete);
    check("the record is unchanged", "2".equals(get(client, "java-etag").getValue()), "");
  }

  private static void bulk(DaprClient client) {
    List<State<?>> states = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int n = 0; n < 150; n++) {
      keys.add("java-bulk-" + n);
      states.add(new State<>("java-bulk-" + n, "value-" + n, (String) null));
    }
    client.saveBulkState(STORE, states).block();
    List<State<String>> found = client.getBulkState(STORE, keys, String.class).block();
    check("all in order", found.size() == 150 && "value-149".equals(found.get(149).getValue()), found.size());
  }

  private static void transactions(DaprClient client) {
    client.executeStateTransaction(STORE, List.of(upsert("java-tx", "1", null), remove("java-etag"))).block();
    check("transaction", get(client, "java-etag").getValue() == null, "");
    String code = codeOf(() -> client.executeStateTransaction(
        STORE, List.of(upsert("java-never", "1", null), upsert("java-tx", "2", "1"))).block());
    check("a failing transaction is rejected", !code.equals("none"), code);
    check("nothing of it was written", get(client, "java-never").getValue() == null, "");
  }

  private static TransactionalStateOperation<String> upsert(String key, String value, String etag) {
    return new TransactionalStateOperation<>(
        TransactionalStateOperation.OperationType.UPSERT, new State<String>(key, value, etag, Map.of(), null));
  }

  private static TransactionalStateOperation<String> remove(String key) {
    return new TransactionalStateOperation<>(
        TransactionalStateOperation.OperationType.DELETE, new State<>(key));
  }
}
