package io.trainmaster.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.trainmaster.model.Expression;
import io.trainmaster.model.TaskId;
import io.trainmaster.model.TaskSpec;
import io.trainmaster.model.Trigger;
import io.trainmaster.model.Value;
import io.trainmaster.run.RunId;
import java.util.LinkedHashSet;
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
    setMixInAnnotation(Trigger.class, Kind.class);
    setMixInAnnotation(Trigger.Timing.class, Kind.class);
    setMixInAnnotation(TaskId.class, PlainText.class);
    setMixInAnnotation(RunId.class, PlainText.class);
    addAbstractTypeMapping(Set.class, LinkedHashSet.class);
    registerValues();
    registerExpressions();
    registerTasks();
    registerTriggers();
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

  /**
   * Requires every component of a record, but for optional ones: those may be added to a record
   * without a migration of what is stored.
   */
  static final class RequiredComponents extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
      boolean required =
          member instanceof AnnotatedParameter
              && member.getRawType() != Optional.class
              && !isAdded(member);
      return required ? Boolean.TRUE : null;
    }

    @Override
    public JsonSetter.Value findSetterInfo(Annotated annotated) {
      return annotated instanceof AnnotatedMember member && isAdded(member)
          ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
          : super.findSetterInfo(annotated);
    }

    /** Calls that were stored before any could be reused don't say whether they can: they can't. */
    private static boolean isAdded(AnnotatedMember member) {
      return member.getDeclaringClass() == TaskSpec.Operator.class
          && member.getRawType() == boolean.class;
    }
  }
}
