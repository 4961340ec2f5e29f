package io.trainmaster.runtime;

import io.trainmaster.channel.ChannelSettings;
import io.trainmaster.outbox.SendingRules;
import java.time.Duration;
import java.util.Map;

/**
 * Where people can be told something, and how often it is tried.
 *
 * @param channels by name
 */
public record NotificationSettings(Map<String, ChannelSettings> channels, SendingRules rules) {

  /** Nowhere. */
  public static final NotificationSettings NONE =
      new NotificationSettings(Map.of(), new SendingRules(30, Duration.ofDays(1)));

  /** Copies the map. */
  public NotificationSettings {
    channels = Map.copyOf(channels);
  }
}
