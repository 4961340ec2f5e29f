package io.trainmaster.cli.command;

import io.trainmaster.cli.command.Argument.Option;
import io.trainmaster.cli.command.Argument.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * What a command takes: a subclass declares an argument in each of its fields, by a call. By
 * annotations it would be no shorter, and to read those takes a sixth of the time of a start.
 */
abstract class Arguments {
  private final List<Option<?>> options = new ArrayList<>();
  private final List<Option<?>> exclusive = new ArrayList<>();
  private final List<Parameter<?>> parameters = new ArrayList<>();

  /** An option that is given or not. */
  final Option<Boolean> flag(String name, String description) {
    Option<Boolean> flag = add(named(boolean.class, name, description));
    flag.byDefault(false);
    return flag;
  }

  /** An option with a value. */
  final <T> Option<T> option(Class<T> type, String name, String label, String description) {
    return add(named(type, name, description).paramLabel(label));
  }

  /** An option that is given a name and a value, as often as one likes. */
  final Option<Map<String, String>> pairs(String name, String label, String description) {
    Option<Map<String, String>> pairs =
        add(
            named(Map.class, name, description)
                .auxiliaryTypes(String.class, String.class)
                .paramLabel(label));
    pairs.byDefault(Map.of());
    return pairs;
  }

  private static OptionSpec.Builder named(Class<?> type, String name, String description) {
    return OptionSpec.builder(name).type(type).description(description);
  }

  /** The next parameter by position. */
  final <T> Parameter<T> parameter(Class<T> type, String label, String description) {
    String index = Integer.toString(parameters.size());
    return add(placed(index, label, description).type(type));
  }

  /** One parameter or more, up to the end of the line. */
  final <T> Parameter<List<T>> parameters(Class<T> type, String label, String description) {
    return add(
        placed(parameters.size() + "..*", label, description)
            .arity("1..*")
            .type(List.class)
            .auxiliaryTypes(type));
  }

  private static PositionalParamSpec.Builder placed(
      String index, String label, String description) {
    return PositionalParamSpec.builder().index(index).paramLabel(label).description(description);
  }

  private <T> Option<T> add(OptionSpec.Builder builder) {
    Option<T> option = new Option<>(builder);
    options.add(option);
    return option;
  }

  private <T> Parameter<T> add(PositionalParamSpec.Builder builder) {
    Parameter<T> parameter = new Parameter<>(builder);
    parameters.add(parameter);
    return parameter;
  }

  /** Takes what others declare too. */
  final <A extends Arguments> A with(A others) {
    Arguments declared = others;
    options.addAll(declared.options);
    parameters.addAll(declared.parameters);
    return others;
  }

  /** Of these at most one is to be given. */
  final void exclusive(Option<?>... several) {
    exclusive.addAll(List.of(several));
  }

  /** Whether picocli's option is one of these, be it one that a command inherited. */
  final boolean has(OptionSpec option) {
    return options.stream().anyMatch(each -> option.getter() == each);
  }

  /**
   * Lets a command take them. What they are given is kept in their fields.
   *
   * @param scope whether all commands below it take the options too
   */
  final void addTo(CommandSpec command, ScopeType scope) {
    ArgGroupSpec.Builder group = ArgGroupSpec.builder();
    for (Option<?> option : options) {
      if (exclusive.contains(option)) {
        group.addArg(option.spec(scope));
      } else {
        command.addOption(option.spec(scope));
      }
    }
    if (!exclusive.isEmpty()) {
      command.addArgGroup(group.build());
    }
    parameters.forEach(parameter -> command.addPositional(parameter.spec()));
  }
}
