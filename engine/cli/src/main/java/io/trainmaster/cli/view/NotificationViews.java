package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Table;
import io.trainmaster.outbox.Delivery;
import io.trainmaster.outbox.DeliveryPhase;
import io.trainmaster.outbox.Notification;
import java.util.List;

/** What people were told, as a table and as JSON. */
public final class NotificationViews {
  private static final int ANSWER_SHOWN = 80;

  private NotificationViews() {}

  /** A line for each. */
  public static Table table(List<Delivery> deliveries) {
    Table table = new Table("TIME (UTC)", "ID", "TO", "STATE", "ATTEMPTS", "SUBJECT", "ANSWER");
    deliveries.forEach(
        one ->
            table.row(
                Times.at(one.notification().createdAt()),
                one.notification().id(),
                one.notification().to(),
                state(one),
                Integer.toString(one.attempts()),
                one.notification().subject(),
                answer(one)));
    return table;
  }

  /** A line for each of one run. */
  public static Table ofRun(List<Delivery> deliveries) {
    Table table = new Table("", "KIND", "TO", "STATE", "SUBJECT", "ANSWER");
    deliveries.forEach(
        one ->
            table.row(
                "",
                one.notification().kind().word(),
                one.notification().to(),
                state(one),
                one.notification().subject(),
                answer(one)));
    return table;
  }

  /** Its beginning: what a program or a page says may be long. */
  private static String answer(Delivery delivery) {
    String answer = delivery.answer();
    return answer.length() <= ANSWER_SHOWN ? answer : answer.substring(0, ANSWER_SHOWN - 1) + "…";
  }

  private static String state(Delivery delivery) {
    boolean again = delivery.phase() == DeliveryPhase.WAITING && delivery.attempts() > 0;
    return delivery.phase().word() + (again ? " until " + Times.at(delivery.dueAt()) : "");
  }

  /** All that is known of each. */
  public static ArrayNode json(List<Delivery> deliveries) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    deliveries.forEach(one -> all.add(json(one)));
    return all;
  }

  private static ObjectNode json(Delivery delivery) {
    Notification told = delivery.notification();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", told.id())
        .put("run", told.run().value())
        .put("workflow", told.workflow())
        .put("kind", told.kind().word())
        .put("severity", told.severity().word())
        .put("to", told.to())
        .put("subject", told.subject())
        .put("text", told.text())
        .put("at", told.createdAt().toString())
        .put("state", delivery.phase().word())
        .put("attempts", delivery.attempts())
        .put("answer", delivery.answer());
    if (delivery.phase() == DeliveryPhase.WAITING) {
      json.put("dueAt", delivery.dueAt().toString());
    }
    delivery.endedAt().ifPresent(end -> json.put("endedAt", end.toString()));
    return json;
  }
}
