package io.trainmaster.channel;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trainmaster.outbox.Notification;

/** A notification as web hooks and commands are given it. */
final class NotificationJson {

  private NotificationJson() {}

  /** An object in one line. */
  static String of(Notification notification, int attempt) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", notification.id())
        .put("kind", notification.kind().word())
        .put("severity", notification.severity().word())
        .put("workflow", notification.workflow())
        .put("run", notification.run().value())
        .put("subject", notification.subject())
        .put("text", notification.text())
        .put("to", notification.to())
        .put("at", notification.createdAt().toString())
        .put("attempt", attempt)
        .toString();
  }
}
