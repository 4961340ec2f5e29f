package io.trainmaster.dsl.test;

/** How a test calls tasks: by their whole name, or by the last part of it. */
final class TaskNames {

  private TaskNames() {}

  /** {@code fetch} of {@code days[2026-05-01].fetch}; dots in brackets part nothing. */
  static String last(String name) {
    int depth = 0;
    for (int i = name.length() - 1; i >= 0; i--) {
      char c = name.charAt(i);
      if (c == ']') {
        depth++;
      } else if (c == '[') {
        depth--;
      } else if (c == '.' && depth == 0) {
        return name.substring(i + 1);
      }
    }
    return name;
  }

  /** Whether a task goes by a name. */
  static boolean matches(String task, String name) {
    return task.equals(name) || last(task).equals(name);
  }
}
