package io.trainmaster.channel;

import io.trainmaster.outbox.Notification;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends notifications by mail, over SMTP. The message's own id is the same for each attempt, so
 * that programs that read mail show one that comes twice once.
 */
final class MailChannel implements Channel {

  private final ChannelSettings.Mail settings;
  private final SentSecrets secrets;

  MailChannel(ChannelSettings.Mail settings, SentSecrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /**
   * The library has a limit for each read and none for all of them, so that what takes longer is
   * left to itself: its connection ends within the limit of a read.
   */
  @Override
  public Reply send(Notification notification, int attempt) throws InterruptedException {
    Optional<String> password = secrets.read(settings.password());
    FutureTask<Reply> sending = new FutureTask<>(() -> transport(notification, password));
    Thread thread = new Thread(sending, "mail");
    thread.setDaemon(true);
    thread.start();
    try {
      return sending.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return Reply.refused(
          "The server has not taken it within " + settings.timeout().toMillis() + " ms.");
    } catch (ExecutionException e) {
      throw new IllegalStateException("A mail can't be sent", e);
    }
  }

  private Reply transport(Notification notification, Optional<String> password) {
    try {
      Session session = Session.getInstance(properties());
      MimeMessage message = message(session, notification);
      try (Transport transport = session.getTransport()) {
        transport.connect(
            settings.host(), settings.port(), settings.user().orElse(null), password.orElse(null));
        transport.sendMessage(message, message.getAllRecipients());
      }
      return Reply.taken("taken by " + settings.host());
    } catch (AddressException e) {
      return Reply.refused("An address can't be written to: " + e.getMessage());
    } catch (MessagingException e) {
      return Reply.refused(reason(e));
    }
  }

  private static String reason(MessagingException failure) {
    Exception inner = failure.getNextException();
    String message = String.valueOf(failure.getMessage()).strip();
    return inner == null || inner.getMessage() == null || message.contains(inner.getMessage())
        ? message
        : message + ": " + inner.getMessage();
  }

  private Properties properties() {
    boolean tls = settings.encryption() == ChannelSettings.Encryption.TLS;
    String protocol = tls ? "smtps" : "smtp";
    String prefix = "mail." + protocol + ".";
    String millis = Long.toString(settings.timeout().toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol", protocol);
    properties.setProperty(prefix + "connectiontimeout", millis);
    properties.setProperty(prefix + "timeout", millis);
    properties.setProperty(prefix + "writetimeout", millis);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    if (settings.encryption() == ChannelSettings.Encryption.STARTTLS) {
      properties.setProperty(prefix + "starttls.enable", "true");
      properties.setProperty(prefix + "starttls.required", "true");
    }
    if (settings.user().isPresent()) {
      properties.setProperty(prefix + "auth", "true");
    }
    return properties;
  }

  private MimeMessage message(Session session, Notification notification)
      throws MessagingException {
    MimeMessage message = new IdentifiedMessage(session, notification.id());
    message.setFrom(new InternetAddress(settings.from(), true));
    Address[] to = InternetAddress.parse(String.join(",", settings.to()), true);
    message.setRecipients(MimeMessage.RecipientType.TO, to);
    message.setSubject("[trainmaster] " + notification.subject(), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(notification.createdAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setText(text(notification), StandardCharsets.UTF_8.name());
    message.saveChanges();
    return message;
  }

  private static String text(Notification notification) {
    return """
        %s

        workflow  %s
        run       %s
        told      %s, %s
        at        %s
        """
        .formatted(
            notification.text().isBlank() ? notification.subject() : notification.text(),
            notification.workflow(),
            notification.run(),
            notification.kind().word(),
            notification.severity().word(),
            notification.createdAt());
  }

  /** A message whose id is that of the notification. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String id;

    IdentifiedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + HeaderText.dotAtom(id) + "@trainmaster>");
    }
  }
}
