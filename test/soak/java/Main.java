// The soak's client for grpc-java, with Netty and its defaults. Reads scenarios from standard
// input; test/soak/README.md describes the lines that it reads and prints.

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

public final class Main {
  /** Messages are bytes. */
  private static final MethodDescriptor.Marshaller<byte[]> BYTES =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] message) {
          return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
          try {
            return stream.readAllBytes();
          } catch (IOException error) {
            throw new IllegalStateException(error);
          }
        }
      };

  private record Scenario(
      String name, String kind, MethodDescriptor<byte[], byte[]> method, byte[] request, int concurrency,
      double seconds, int replyBytes, int replies) {

    static Scenario of(String[] words) {
      MethodDescriptor.MethodType type =
          switch (words[2]) {
            case "unary" -> MethodDescriptor.MethodType.UNARY;
            case "headers" -> MethodDescriptor.MethodType.BIDI_STREAMING;
            default -> MethodDescriptor.MethodType.SERVER_STREAMING;
          };
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.<byte[], byte[]>newBuilder(BYTES, BYTES)
              .setType(type)
              .setFullMethodName(words[3].substring(1))
              .build();
      return new Scenario(
          words[0], words[2], method, HexFormat.of().parseHex(words[4]), Integer.parseInt(words[5]),
          Double.parseDouble(words[6]), Integer.parseInt(words[7]), Integer.parseInt(words[8]));
    }

    void call(ManagedChannel channel) throws Exception {
      CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.SECONDS);
      if (kind.equals("unary")) {
        check(1, ClientCalls.blockingUnaryCall(channel, method, options, request).length);
        return;
      }
      if (kind.equals("headers")) {
        afterHeaders(channel.newCall(method, options));
        return;
      }
      int count = 0;
      int size = 0;
      Iterator<byte[]> stream =
          ClientCalls.blockingServerStreamingCall(channel, method, options, request);
      while (stream.hasNext()) {
        size = stream.next().length;
        count++;
      }
      check(count, size);
    }

    private void afterHeaders(ClientCall<byte[], byte[]> call) throws Exception {
      CompletableFuture<Void> headers = new CompletableFuture<>();
      CompletableFuture<Status> ended = new CompletableFuture<>();
      int[] received = new int[2];
      call.start(
          new ClientCall.Listener<byte[]>() {
            @Override
            public void onHeaders(Metadata metadata) {
              headers.complete(null);
            }

            @Override
            public void onMessage(byte[] message) {
              received[0]++;
              received[1] = message.length;
              call.request(1);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              headers.complete(null);
              ended.complete(status);
            }
          },
          new Metadata());
      call.request(1);
      headers.get();
      call.sendMessage(request);
      call.halfClose();
      Status status = ended.get();
      if (!status.isOk()) {
        throw status.asException();
      }
      check(received[0], received[1]);
    }

    private void check(int count, int size) {
      if (count != replies || size < replyBytes) {
        throw new IllegalStateException(count + " replies, the last of " + size + " bytes");
      }
    }

    void run(ManagedChannel channel) throws InterruptedException {
      AtomicLong calls = new AtomicLong();
      AtomicLong failed = new AtomicLong();
      AtomicReference<String> first = new AtomicReference<>("");
      long end = System.nanoTime() + (long) (seconds * 1e9);
      Thread[] workers = new Thread[concurrency];
      for (int index = 0; index < concurrency; index++) {
        workers[index] =
            new Thread(
                () -> {
                  while (System.nanoTime() < end) {
                    calls.incrementAndGet();
                    try {
                      call(channel);
                    } catch (Exception error) {
                      failed.incrementAndGet();
                      first.compareAndSet("", String.valueOf(error.getMessage()).replace('\n', ' '));
                    }
                  }
                });
        workers[index].start();
      }
      for (Thread worker : workers) {
        worker.join();
      }
      System.out.println(name + " " + calls + " " + failed + " " + first.get());
    }
  }

  public static void main(String[] arguments) throws Exception {
    Map<String, ManagedChannel> channels = new HashMap<>();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      ManagedChannel channel =
          channels.computeIfAbsent(
              words[1],
              address ->
                  NettyChannelBuilder.forTarget(address)
                      .usePlaintext()
                      .keepAliveTime(10, TimeUnit.SECONDS)
                      .build());
      Scenario.of(words).run(channel);
    }
    // Threads of the channels would keep the program alive.
    System.exit(0);
  }
}
