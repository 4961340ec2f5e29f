package io.trainmaster.channel;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Takes the first bytes of an answer as text; the rest is never read. */
final class Beginning implements HttpResponse.BodySubscriber<String> {

  private static final int BYTES = 300;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<String> text = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;

  @Override
  public CompletionStage<String> getBody() {
    return text;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    for (ByteBuffer item : items) {
      byte[] taken = new byte[Math.min(item.remaining(), BYTES - bytes.size())];
      item.get(taken);
      bytes.writeBytes(taken);
    }
    if (subscription != null && bytes.size() >= BYTES) {
      subscription.cancel();
      onComplete();
    } else if (subscription != null) {
      subscription.request(1);
    }
  }

  /** What came before the connection was lost is an answer: its status is known. */
  @Override
  public void onError(Throwable failure) {
    onComplete();
  }

  @Override
  public void onComplete() {
    text.complete(bytes.toString(StandardCharsets.UTF_8));
  }
}
