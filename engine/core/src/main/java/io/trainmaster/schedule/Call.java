package io.trainmaster.schedule;

import io.trainmaster.model.Entry;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.EvaluationException;
import io.trainmaster.model.Evaluator;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Value;
import io.trainmaster.track.CallKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An operator with all that it is given.
 *
 * @param arguments by name; those that are absent are left out
 */
record Call(TaskSpec.Operator operator, Map<String, Value> arguments, List<Entry> block) {

  /**
   * The call of an operator whose inputs are there.
   *
   * @throws EvaluationException where an argument has no value
   */
  static Call of(TaskSpec.Operator operator, Evaluator evaluator) {
    CommandTexts texts = new CommandTexts(evaluator);
    boolean isCommand = operator.operator().equals(TaskSpec.Operator.COMMAND);
    Map<String, Value> arguments =
        new LinkedHashMap<>(
            isCommand ? texts.in(operator.arguments()) : evaluator.evaluate(operator.arguments()));
    arguments.values().removeIf(Value.ABSENT::equals);
    Function<EntrySpec, Entry> line = isCommand ? texts::in : evaluator::evaluate;
    return new Call(operator, arguments, operator.block().stream().map(line).toList());
  }

  CallKey key(String version) {
    return CallKey.of(version, operator, arguments, block);
  }
}
