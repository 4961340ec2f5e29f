package io.trainmaster.worker;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a task process was asked by a worker that did not start it, and its answers. Safe for use
 * from several threads.
 */
final class Adoptions {

  private final CompletableFuture<Boolean> greeting = new CompletableFuture<>();
  private final Map<WireEvent.Key, Asked> asked = new ConcurrentHashMap<>();

  /** An attempt that was asked for, and whether it runs. */
  private record Asked(LiveAttempt attempt, CompletableFuture<Boolean> answer) {}

  /** The answer to the greeting. */
  CompletableFuture<Boolean> greeting() {
    return greeting;
  }

  /** Asks for an attempt. */
  CompletableFuture<Boolean> ask(LiveAttempt attempt) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    asked.put(attempt.key(), new Asked(attempt, answer));
    return answer;
  }

  /** The attempt that an answer is about. */
  Optional<LiveAttempt> about(WireEvent.Adopted said) {
    return Optional.ofNullable(asked.get(said.key())).map(Asked::attempt);
  }

  /** Passes an answer on. */
  void answer(WireEvent.Adopted said) {
    Asked question = asked.remove(said.key());
    if (question != null) {
      question.answer().complete(said.running());
    }
  }

  /** Nothing is answered any more. */
  void end() {
    greeting.complete(false);
    asked.values().forEach(question -> question.answer().complete(false));
  }

  /**
   * Waits for an answer.
   *
   * @throws TimeoutException where none comes in time
   */
  static boolean await(CompletableFuture<Boolean> answer, Duration patience)
      throws TimeoutException {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException impossible) {
      throw new IllegalStateException("An answer is yes or no.", impossible);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
