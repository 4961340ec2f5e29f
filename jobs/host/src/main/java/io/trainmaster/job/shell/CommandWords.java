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
    throw Shell.invalid("The command holds something that is no text.", "command", "");
  }
}
