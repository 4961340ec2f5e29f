package io.trainmaster.cli.command;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * An option or a positional parameter of a command, and what it was given. It is made by the
 * methods of {@link Arguments}.
 */
abstract class Argument<T> implements IGetter, ISetter {
  private @Nullable T fallback;
  private @Nullable T given;

  /** What is meant where nothing is given. */
  final Argument<T> byDefault(T value) {
    fallback = value;
    return this;
  }

  /** What it was given, if anything. */
  final Optional<T> given() {
    return Optional.ofNullable(given);
  }

  /** What it was given, or else its default: of an argument that has one, or has to be given. */
  final T value() {
    T value = given == null ? fallback : given;
    if (value == null) {
      throw new IllegalStateException("Neither given nor known by default.");
    }
    return value;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The form that picocli asks.
  public final <V> @Nullable V get() {
    return (V) given;
  }

  @Override
  @SuppressWarnings("unchecked") // picocli converts to the type of the argument.
  public final <V> @Nullable V set(@Nullable V value) {
    given = (T) value;
    return value;
  }

  /** An argument that has a name. */
  static final class Option<T> extends Argument<T> {
    private final OptionSpec.Builder builder;

    Option(OptionSpec.Builder builder) {
      this.builder = builder;
    }

    /** Its short name, beside the long one. */
    Option<T> shortName(String name) {
      builder.names(name, builder.names()[0]);
      return this;
    }

    /** It has to be given. */
    Option<T> required() {
      builder.required(true);
      return this;
    }

    /** It asks for help, so that nothing else is required. */
    Option<T> showsHelp() {
      builder.usageHelp(true);
      return this;
    }

    /** The option as picocli takes it. */
    OptionSpec spec(ScopeType scope) {
      return builder.scopeType(scope).getter(this).setter(this).build();
    }
  }

  /** An argument that is known by its place. */
  static final class Parameter<T> extends Argument<T> {
    private final PositionalParamSpec.Builder builder;

    Parameter(PositionalParamSpec.Builder builder) {
      this.builder = builder.required(true);
    }

    /** It need not be given. */
    Parameter<T> optional() {
      builder.required(false).arity("0..1");
      return this;
    }

    /** The parameter as picocli takes it. */
    PositionalParamSpec spec() {
      return builder.getter(this).setter(this).build();
    }
  }
}
