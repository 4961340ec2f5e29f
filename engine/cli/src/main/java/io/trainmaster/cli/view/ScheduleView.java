package io.trainmaster.cli.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trainmaster.cli.console.Console;
import io.trainmaster.cli.console.Table;
import io.trainmaster.model.Trigger;
import io.trainmaster.time.Timetable;
import io.trainmaster.time.TimetableText;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A schedule of a workflow and when it is due next, for people and for programs.
 *
 * @param zone the zone that its times are shown in, besides UTC
 * @param next the next nominal times
 */
public record ScheduleView(
    String file,
    String workflow,
    Trigger.Schedule schedule,
    Timetable timetable,
    ZoneId zone,
    List<Instant> next) {

  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss xxx", Locale.ENGLISH);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ENGLISH);

  /** Copies the list. */
  public ScheduleView {
    next = List.copyOf(next);
  }

  /**
   * The view of a schedule after an instant.
   *
   * @param usual the zone of a schedule that names none
   */
  public static ScheduleView of(
      String file,
      String workflow,
      Trigger.Schedule schedule,
      ZoneId usual,
      Instant now,
      int number) {
    ZoneId zone = schedule.zone().map(ZoneId::of).orElse(usual);
    Timetable timetable = Timetable.of(schedule, zone);
    List<Instant> next = new ArrayList<>();
    Optional<Instant> due = timetable.next(now);
    while (due.isPresent() && next.size() < number) {
      next.add(due.get());
      due = timetable.next(due.get());
    }
    return new ScheduleView(file, workflow, schedule, timetable, zone, next);
  }

  /** Prints it for a person. */
  public void print(Console console) {
    String place = console.style().faint("  " + file + ":" + schedule.line());
    console.print(console.style().bold(workflow) + "  " + TimetableText.of(timetable) + place);
    console.print("  " + rules());
    Table table =
        zone.equals(UTC) ? new Table("  NEXT, UTC") : new Table("  NEXT, " + zone.getId(), "UTC");
    for (Instant instant : next) {
      Table.Row row = table.row().cell("  " + LOCAL.format(instant.atZone(zone)));
      if (!zone.equals(UTC)) {
        row.cell(Times.at(instant));
      }
    }
    console.print(table);
  }

  private String rules() {
    String max = schedule.max().map(number -> ", max: " + number).orElse("");
    return "misfire " + word(schedule.misfire()) + max + ", overlap " + word(schedule.overlap());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** It for a program. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", file).put("line", schedule.line()).put("workflow", workflow);
    if (schedule.timing() instanceof Trigger.Cron cron) {
      json.put("cron", cron.expression());
    } else if (schedule.timing() instanceof Trigger.Every every) {
      json.put("every", every.interval().toString());
    }
    json.put("words", TimetableText.of(timetable)).put("zone", zone.getId());
    json.put("misfire", word(schedule.misfire()));
    schedule.max().ifPresent(max -> json.put("max", max));
    json.put("overlap", word(schedule.overlap()));
    ArrayNode times = json.putArray("next");
    for (Instant instant : next) {
      times
          .addObject()
          .put("local", ISO.format(instant.atZone(zone)))
          .put("utc", instant.toString());
    }
    return json;
  }
}
