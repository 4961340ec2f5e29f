package io.trainmaster.job.shell;

import io.trainmaster.job.Arguments;
import io.trainmaster.job.Artifact;
import io.trainmaster.job.TaskException;
import java.util.ArrayList;
import java.util.List;

/** The words of a command: texts, and calls {@code text} of texts and of artifacts' paths. */
final class CommandWords {

  private CommandWords() {}

  static List<String> of(Arguments arguments) throws TaskException {
    List<String> words = new ArrayList<>();
    for (Object word : (List<?>) arguments.get("command").orElse(List.of())) {
      words.add(word(word));
    }
    return words;
  }

  /**
   * A word of a line of the block.
   *
   * @param index where it stands among those without a name
   * @param name what it is called where it has one
   */
  static String of(Arguments.Entry entry, int index, String name) throws TaskException {
    Object word =
        index < entry.positional().size() ? entry.positional().get(index) : entry.named().get(name);
    if (word == null) {
      throw Shell.invalid(
          "A line of '%s' has no %s.".formatted(entry.key(), name), entry.key(), "");
    }
    return word(word);
  }

  private static String word(Object word) throws TaskException {
    if (word instanceof String text) {
      return text;
    } else if (word instanceof Artifact artifact) {
      return artifact.path().toString();
    } else if (word instanceof Arguments.Call call && call.name().equals("text")) {
      StringBuilder text = new StringBuilder();
      for (Object part : call.positional()) {
        text.append(word(part));
      }
      return text.toString();
    }
    throw Shell.invalid("The command is given something that is no text.", "command", "");
  }
}
