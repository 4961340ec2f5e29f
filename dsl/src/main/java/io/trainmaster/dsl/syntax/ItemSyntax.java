package io.trainmaster.dsl.syntax;

import io.trainmaster.dsl.source.Span;
import java.util.List;
import java.util.Optional;

/** What a file is made of. */
public sealed interface ItemSyntax extends SyntaxNode {

  /** {@code edition 1}. */
  record Edition(String number, Span span) implements ItemSyntax {}

  /** {@code import "churn.train" as training}. */
  record Import(ExpressionSyntax.Text path, NameSyntax name, Span span) implements ItemSyntax {}

  /** {@code schema Trip { fare: Float }}. */
  record Schema(NameSyntax name, List<ParameterSyntax> fields, String documentation, Span span)
      implements ItemSyntax {
    public Schema {
      fields = List.copyOf(fields);
    }
  }

  /**
   * {@code type Report { auc: Float }}, in catalogues.
   *
   * @param release the release that brings the fields; empty: this one has them
   */
  record TypeDeclaration(
      NameSyntax name,
      Optional<String> release,
      List<ParameterSyntax> fields,
      String documentation,
      Span span)
      implements ItemSyntax {
    public TypeDeclaration {
      fields = List.copyOf(fields);
    }
  }

  /** {@code operator fetch(day: Date) -> File { … }}. */
  record Operator(
      PathSyntax name,
      List<ParameterSyntax> parameters,
      TypeSyntax result,
      Optional<BlockSyntax> block,
      String documentation,
      Span span)
      implements ItemSyntax {
    public Operator {
      parameters = List.copyOf(parameters);
    }
  }

  /** {@code workflow churn(data: Path) -> ModelVersion? { … }}. */
  record Workflow(
      NameSyntax name,
      List<ParameterSyntax> parameters,
      Optional<TypeSyntax> result,
      BodySyntax body,
      String documentation,
      Span span)
      implements ItemSyntax {
    public Workflow {
      parameters = List.copyOf(parameters);
    }
  }

  /** {@code test "a weak model is not registered" { … }}. */
  record Test(ExpressionSyntax.Text name, BlockSyntax block, Span span) implements ItemSyntax {}
}
