package io.trainmaster.channel;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a channel is, by the configuration. Secrets are named and never here. */
public sealed interface ChannelSettings {

  /** The longest that one attempt may take. */
  Duration timeout();

  /**
   * A request over HTTP for each notification.
   *
   * @param url where to; empty where a secret is the address
   * @param urlSecret the name of the secret that is the address
   * @param secret the name of the secret that requests are signed with
   */
  record Webhook(
      Optional<String> url, Optional<String> urlSecret, Optional<String> secret, Duration timeout)
      implements ChannelSettings {}

  /**
   * A mail for each notification.
   *
   * @param host the server that takes it
   * @param user who signs in to it; empty: nobody
   * @param password the name of the secret that is the user's password
   */
  record Mail(
      String host,
      int port,
      Encryption encryption,
      Optional<String> user,
      Optional<String> password,
      String from,
      List<String> to,
      Duration timeout)
      implements ChannelSettings {
    /** Copies the list. */
    public Mail {
      to = List.copyOf(to);
    }
  }

  /**
   * A program that is run for each notification, without a shell.
   *
   * @param command the program and its arguments
   */
  record Command(List<String> command, Duration timeout) implements ChannelSettings {
    /** Copies the list. */
    public Command {
      command = List.copyOf(command);
    }
  }

  /** How the connection to a mail server is kept from others. */
  enum Encryption {
    /** It begins in the clear and goes on encrypted; a server that can't is refused. */
    STARTTLS,
    /** It is encrypted from its beginning. */
    TLS,
    /** Not at all: for a server on this machine. */
    NONE
  }
}
