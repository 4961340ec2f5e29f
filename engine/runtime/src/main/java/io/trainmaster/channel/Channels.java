package io.trainmaster.channel;

import io.trainmaster.outbox.Notification;
import io.trainmaster.worker.SecretSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The channels of the configuration, by name. Connections and secrets are looked for when something
 * is sent, so that a channel that isn't there keeps nothing from beginning, and a changed secret
 * counts at once. Safe for use from several threads.
 */
public final class Channels {

  private final Map<String, ChannelSettings> settings;
  private final SecretSource secrets;
  private final Path directory;

  /**
   * @param directory where commands are run
   */
  public Channels(Map<String, ChannelSettings> settings, SecretSource secrets, Path directory) {
    this.settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    this.secrets = secrets;
    this.directory = directory;
  }

  /** The channels that there are. */
  public Set<String> names() {
    return settings.keySet();
  }

  /** Why nothing can be sent to a name that no channel has. */
  public String unknown(String name) {
    return "There is no channel `%s`; %s."
        .formatted(
            name,
            settings.isEmpty()
                ? "the settings have none"
                : "the settings have " + String.join(", ", names()));
  }

  /**
   * Sends a notification to the channel that it names.
   *
   * @param attempt from 1
   * @throws InterruptedException where the sender is to end
   */
  public Channel.Reply send(Notification notification, int attempt) throws InterruptedException {
    ChannelSettings channel = settings.get(notification.to());
    if (channel == null) {
      return Channel.Reply.refused(unknown(notification.to()));
    }
    SentSecrets sent = new SentSecrets(secrets);
    try {
      Channel.Reply reply = open(channel, sent).send(notification, attempt);
      return new Channel.Reply(reply.taken(), sent.masked(reply.said()), reply.asked());
    } catch (SentSecrets.MissingException e) {
      return Channel.Reply.refused(String.valueOf(e.getMessage()));
    }
  }

  private Channel open(ChannelSettings channel, SentSecrets sent) {
    if (channel instanceof ChannelSettings.Webhook webhook) {
      return new WebhookChannel(webhook, sent);
    } else if (channel instanceof ChannelSettings.Mail mail) {
      return new MailChannel(mail, sent);
    }
    return new CommandChannel((ChannelSettings.Command) channel, directory);
  }
}
