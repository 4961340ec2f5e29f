package io.trainmaster.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.trainmaster.model.EntrySpec;
import io.trainmaster.model.Expression;
import io.trainmaster.model.Policy;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the model's types are mapped: each member of a sealed family has a {@code kind}, whose name
 * here is kept for ever since it is in stored files; identifiers are plain texts; sets keep their
 * order.
 */
final class ModelModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  ModelModule() {
    super("trainmaster-model");
    setMixInAnnotation(Value.class, Kind.class);
    setMixInAnnotation(Expression.class, Kind.class);
    setMixInAnnotation(TaskSpec.class, Kind.class);
    setMixInAnnotation(TaskSpec.Operator.class, Sparse.class);
    setMixInAnnotation(Policy.class, SparsePolicy.class);
    setMixInAnnotation(Trigger.class, Kind.class);
    setMixInAnnotation(Trigger.Timing.class, Kind.class);
    setMixInAnnotation(TaskId.class, PlainText.class);
    setMixInAnnotation(RunId.class, PlainText.class);
    addAbstractTypeMapping(Set.class, LinkedHashSet.class);
    registerValues();
    registerExpressions();
    registerTasks();
    registerTriggers();
    setDeserializerModifier(new Reading());
  }

  private void registerValues() {
    registerSubtypes(
        new NamedType(Value.Absent.class, "absent"),
        new NamedType(Value.Bool.class, "bool"),
        new NamedType(Value.Int.class, "int"),
        new NamedType(Value.Real.class, "float"),
        new NamedType(Value.Text.class, "text"),
        new NamedType(Value.Span.class, "duration"),
        new NamedType(Value.Bytes.class, "bytes"),
        new NamedType(Value.Items.class, "list"),
        new NamedType(Value.Fields.class, "record"),
        new NamedType(Value.Range.class, "range"),
        new NamedType(Value.Call.class, "call"),
        new NamedType(Value.Artifact.class, "artifact"));
  }

  private void registerExpressions() {
    registerSubtypes(
        new NamedType(Expression.Literal.class, "literal"),
        new NamedType(Expression.Parameter.class, "parameter"),
        new NamedType(Expression.Output.class, "output"),
        new NamedType(Expression.Field.class, "field"),
        new NamedType(Expression.Items.class, "list"),
        new NamedType(Expression.Call.class, "call"),
        new NamedType(Expression.Unary.class, "unary"),
        new NamedType(Expression.Binary.class, "binary"),
        new NamedType(Expression.Interpolation.class, "interpolation"));
  }

  private void registerTasks() {
    registerSubtypes(
        new NamedType(TaskSpec.Operator.class, "operator"),
        new NamedType(TaskSpec.Tune.class, "tune"),
        new NamedType(TaskSpec.Gate.class, "gate"),
        new NamedType(TaskSpec.Child.class, "child"),
        new NamedType(TaskSpec.Merge.class, "merge"),
        new NamedType(TaskSpec.ForEach.class, "for"),
        new NamedType(TaskSpec.Cleanup.class, "finally"));
  }

  private void registerTriggers() {
    registerSubtypes(
        new NamedType(Trigger.Schedule.class, "schedule"),
        new NamedType(Trigger.Event.class, "event"),
        new NamedType(Trigger.Cron.class, "cron"),
        new NamedType(Trigger.Every.class, "every"));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  private interface Kind {}

  private abstract static class PlainText {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    @SuppressWarnings("UnusedVariable") // Jackson matches the constructor by its parameter's type.
    PlainText(String value) {}

    @JsonValue
    abstract String value();
  }

  /** A graph may have very many operators, most of which say nothing of these. */
  @SuppressWarnings("UnusedMethod") // Jackson reads their annotations.
  private abstract static class Sparse {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract Set<TaskId> after();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract Map<String, Expression> arguments();

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract List<EntrySpec> block();

    @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = IsDefault.class)
    abstract Policy policy();

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    abstract boolean reusable();

    /** What may be left out. */
    static boolean has(AnnotatedMember member) {
      return member.getDeclaringClass() == TaskSpec.Operator.class
              && SPARSE.contains(member.getRawType())
          || member.getDeclaringClass() == Policy.class && member.getRawType() == Map.class;
    }
  }

  /** Policies were stored before they could name limits. */
  @SuppressWarnings("UnusedMethod") // Jackson reads their annotations.
  private abstract static class SparsePolicy {
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    abstract Map<String, Integer> limits();
  }

  private static final Set<Class<?>> SPARSE =
      Set.of(Set.class, Map.class, List.class, Policy.class, boolean.class);

  /** Equal to what is left out, as Jackson asks it. */
  static final class IsDefault {
    @Override
    public boolean equals(@Nullable Object value) {
      return Policy.DEFAULT.equals(value);
    }

    @Override
    public int hashCode() {
      return Policy.DEFAULT.hashCode();
    }
  }

  /** Fills in a policy that was left out, and keeps one object for a name that is read often. */
  private static final class Reading extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
      if (type.getBeanClass() == Policy.class) {
        return new Policies(deserializer);
      }
      return type.getBeanClass() == TaskId.class ? new Names(deserializer) : deserializer;
    }
  }

  private static final class Policies extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    Policies(JsonDeserializer<?> whole) {
      super(whole);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> whole) {
      return new Policies(whole);
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return Policy.DEFAULT;
    }
  }

  private static final class Names extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    Names(JsonDeserializer<?> whole) {
      super(whole);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> whole) {
      return new Names(whole);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Object name = super.deserialize(parser, context);
      @SuppressWarnings("unchecked") // Nobody else sets it.
      Map<Object, Object> known = (Map<Object, Object>) context.getAttribute(Names.class);
      if (known == null) {
        known = new HashMap<>();
        context.setAttribute(Names.class, known);
      }
      Object first = known.putIfAbsent(name, name);
      return first == null ? name : first;
    }
  }

  /**
   * Requires every component of a record, but for optional ones, which may be added to a record
   * without a migration of what is stored, and those that are left out where they say nothing.
   */
  static final class RequiredComponents extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      boolean required =
          member instanceof AnnotatedParameter
              && member.getRawType() != Optional.class
              && !Sparse.has(member);
      return required ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated member) {
      return member instanceof AnnotatedParameter parameter
              && Sparse.has(parameter)
              && parameter.getRawType() != Policy.class
          ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
          : super.findSetterInfo(member);
    }
  }
}
