package io.trainmaster.agent;

import io.trainmaster.worker.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The secrets that came with attempts: kept in memory and nowhere else. Safe for threads. */
final class ReceivedSecrets implements SecretSource {

  private final Map<String, String> values = new ConcurrentHashMap<>();

  void add(Map<String, String> received) {
    values.putAll(received);
  }

  @Override
  public Optional<String> secret(String name) {
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public String howToAdd(String name) {
    return "Secrets come from the server: add it there.";
  }
}
