package io.trainmaster.dsl.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainmaster.dsl.Compilation;
import io.trainmaster.dsl.TestFiles;
import io.trainmaster.dsl.check.SchemaLookup;
import io.trainmaster.dsl.diagnostic.SnippetRenderer;
import io.trainmaster.dsl.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tests of workflows can show, and what they say where they fail. */
class TestRunnerTest {

  private static final String CHURN =
      """
      workflow churn(data: Path = "x.csv", min_auc: Float in 0..1 = 0.8) -> ModelVersion? {
        raw   = ingest.csv(data) { retry { error 2, backoff: 10 s .. 1 min } }
        parts = split(raw, train: 70%, validation: 10%, test: 20%)
        best  = tune train.gbt(parts.train, validation: parts.validation, label: "y", task: binary) {
          search grid { max_depth in [3, 5, 7] }
          maximize validation.auc
          parallel 2
          resources { cpu 1; memory 1 GiB }
          retry { oom 2 { memory *= 2 } }
          timeout 1 h
        }
        report = evaluate(best.model, parts.test)
        require report.auc >= min_auc else skip "AUC ${report.auc} is under ${min_auc}"
        return register(best.model, name: "churn", report: report)
      }
      """;

  private static final String DIGITS =
      """
      workflow digits() -> Model {
        data = ingest.images("digits", width: 28, height: 28, classes: 10)
        model = train.network(data, label: "label") {
          network { dense units: 32; output softmax }
          resources { gpu 1 } else { cpu 2 .. 8; memory 4 GiB }
        }
        return model
      }
      """;

  private static List<TestResult> results(String text) {
    SourceFile file = new SourceFile("test.train", text);
    Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);
    assertThat(new SnippetRenderer(false).render(file, compilation.diagnostics())).isEmpty();
    return new TestRunner(TestFiles.catalogue()).run(compilation, name -> true);
  }

  /** Why the only test of a workflow fails; empty where it passes. */
  private static String outcome(String workflow, String lines) {
    String text = workflow + "test \"t\" {\n" + lines.indent(2) + "}\n";
    TestResult result = results(text).get(0);
    if (result.passed()) {
      return "";
    }
    TestFailure failure = result.failure().orElseThrow();
    return new SnippetRenderer(false)
            .render(new SourceFile("test.train", text), failure.diagnostic())
        + String.join("\n", failure.facts());
  }

  private static final String DAILY =
      """
      workflow daily() {
        schedule { cron "0 2 * * *"; zone "Europe/Vilnius" }
        require run.from > "2020-01-01T00:00:00Z" else fail "${run.id} ${run.from} ${run.until}"
      }
      """;

  @Test
  void aRunIsAboutTheIntervalOfItsScheduleBeforeTheTime() {
    String failing = DAILY.replace("2020-01-01", "2030-01-01");
    // The clocks went forward at 01:00 UTC on the 29th: that day's interval has 23 hours.
    assertThat(
            outcome(
                failing,
                """
                clock "2026-03-29T08:00"
                run daily()
                assert run.message == "daily-1 2026-03-28T00:00:00Z 2026-03-29T00:00:00Z"
                clock "2026-03-30T08:00"
                run daily()
                assert run.message == "daily-1 2026-03-29T00:00:00Z 2026-03-29T23:00:00Z"
                """))
        .isEmpty();
    assertThat(
            outcome(
                failing.replaceAll("(?m)^  schedule.*\n", ""),
                """
                clock "2026-03-29T08:00"
                run daily()
                assert run.message == "daily-1 2026-03-28T08:00:00Z 2026-03-29T08:00:00Z"
                """))
        .isEmpty();
  }

  @Test
  void aGateIsDecidedByWhatIsFaked() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.61 }
                run churn()
                assert skipped(register) and not ran(register) and not failed(register)
                assert "0.61" in run.message and run.message == "AUC 0.61 is under 0.8"
                assert run.state == skipped and run.state != succeeded
                assert report.auc < min_auc and report.auc == 0.61
                """))
        .isEmpty();
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.9 }
                fake register { version 3 }
                run churn(min_auc: 0.85)
                assert ran(register) and run.state == "succeeded"
                assert run.result.version == 3
                assert before(raw, parts) and before(best, register) and not before(register, raw)
                """))
        .isEmpty();
  }

  @Test
  void severalRunsFollowEachOther() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.81 }
                run churn()
                assert ran(register)
                run churn(min_auc: 0.9)
                assert skipped(register)
                fake evaluate { auc 0.95 }
                run churn(min_auc: 0.9)
                assert ran(register)
                """))
        .isEmpty();
  }

  @Test
  void attemptsFailAndAreTriedAgainWithMore() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.9 }
                fake train.gbt { fail "Java heap space", outcome: oom, times: 1; takes 10 min }
                run churn()
                assert attempts(best.`trial-1`) == 2
                assert resources.memory(best.`trial-1`) == 2 GiB
                assert ran(register)
                """))
        .isEmpty();
    assertThat(
            outcome(
                CHURN,
                """
                fake train.gbt { fail "Java heap space", outcome: oom }
                run churn()
                assert failed(best.`trial-1`) and attempts(best.`trial-1`) == 3
                assert run.state == failed and "Java heap space" in run.message
                assert not ran(register) and not skipped(register)
                """))
        .isEmpty();
  }

  @Test
  void failuresFollowOneAnother() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.9 }
                fake raw {
                  fail "network"
                }
                run churn()
                assert attempts(raw) == 3 and failed(raw)
                assert run.duration == 30 s
                """))
        .isEmpty();
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.9 }
                fake raw {
                  fail "network", times: 1
                  fail "gone", outcome: lost, times: 1
                  rows 100
                }
                run churn()
                assert attempts(raw) == 3 and ran(register) and raw.rows == 100
                """))
        .isEmpty();
  }

  @Test
  void timePassesWhereAFakeTakesSome() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.9; takes 5 min }
                fake train.gbt { takes 30 min }
                clock "2026-03-08T01:00", zone: "America/New_York"
                run churn()
                assert run.duration == 65 min
                assert started(report) == 60 min and ended(report) == 65 min
                """))
        .isEmpty();
    assertThat(
            outcome(
                CHURN,
                """
                fake train.gbt { takes 2 h }
                run churn()
                assert failed(best.`trial-1`) and "longer than its timeout" in run.message
                assert ended(best.`trial-1`) == 1 h
                """))
        .isEmpty();
  }

  @Test
  void aSearchGoesByTheFakedMetric() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.9 }
                fake train.gbt { validation.auc 0.7 }
                fake best.`trial-2` { validation.auc 0.8 }
                run churn()
                assert best.metric == 0.8 and best.params.max_depth == 5
                """))
        .isEmpty();
  }

  @Test
  void theMemoryAndTheModelOfAGpuCount() {
    String digits =
        DIGITS.replace(
            "gpu 1 }", "gpu 1; gpu.memory >= 16 GB; gpu.model in [\"A100\", \"V100\"] }");
    assertThat(
            outcome(
                digits,
                """
                devices cpu: 4, gpu: 1, gpu_memory: 24 GB, gpu_model: "A100"
                run digits()
                assert resources.alternative(model) == 1
                devices cpu: 4, gpu: 1, gpu_memory: 8 GB, gpu_model: "A100"
                run digits()
                assert resources.alternative(model) == 2
                devices cpu: 4, gpu: 1, gpu_memory: 24 GB, gpu_model: "T4"
                run digits()
                assert resources.alternative(model) == 2
                """))
        .isEmpty();
  }

  @Test
  void aDeadlineCountsFromTheRunsStart() {
    assertThat(
            outcome(
                """
                workflow w() {
                  raw = ingest.csv("x.csv")
                  clean = validate(raw) { deadline 1 h }
                }
                """,
                """
                fake ingest.csv { takes 45 min }
                fake validate { takes 20 min }
                run w()
                assert failed(clean) and ended(clean) == 60 min
                fake validate { takes 10 min }
                run w()
                assert ran(clean) and run.duration == 55 min
                """))
        .isEmpty();
  }

  @Test
  void theMachineDecidesOnTheAlternative() {
    assertThat(
            outcome(
                DIGITS,
                """
                devices cpu: 4, gpu: 1
                run digits()
                assert resources.alternative(model) == 1 and resources.gpu(model) == 1
                assert "gpu 1" in resources(model)
                """))
        .isEmpty();
    assertThat(
            outcome(
                DIGITS,
                """
                devices cpu: 4
                run digits()
                assert resources.alternative(model) == 2 and resources.gpu(model) == 0
                assert resources.cpu(model) == 4 and resources.memory(model) == 4 GiB
                """))
        .isEmpty();
    assertThat(
            outcome(
                DIGITS,
                """
                devices cpu: 1
                run digits()
                assert run.state == failed and "No node can ever run it" in run.message
                """))
        .isEmpty();
  }

  @Test
  void aFailedAssertionShowsBothSidesAndWhatRan() {
    assertThat(
            outcome(
                CHURN,
                """
                fake evaluate { auc 0.61 }
                run churn()
                assert ran(raw) and report.auc >= min_auc
                """))
        .isEqualTo(
            """
            test.train:19:23: error E0801: This does not hold.
              19 |   assert ran(raw) and report.auc >= min_auc
                 |                       ^^^^^^^^^^^^^^^^^^^^^
            `report.auc` is 0.61
            `min_auc` is 0.8
            the run was skipped: AUC 0.61 is under 0.8
            ran: raw, parts, best.trial-1, best.trial-2, best.trial-3, report; not run: register""");
  }

  @Test
  void anAssertionAboutWhatDidNotHappenSaysSo() {
    assertThat(
            outcome(
                CHURN, "fake evaluate { auc 0.6 }\nrun churn()\nassert run.result.version == 1"))
        .contains("`run.result.version` is nothing");
    assertThat(outcome(CHURN, "fake raw { fail \"no\" }\nrun churn()\nassert report.auc > 0.5"))
        .contains("`report` gave nothing: it was not run, since something before it failed.");
    assertThat(
            outcome(CHURN, "fake evaluate { auc 0.6 }\nrun churn()\nassert before(raw, register)"))
        .contains("The task `register` was not run.");
    assertThat(outcome(CHURN, "fake evaluate { auc 0.6 }\nrun churn()\nassert ran(best.`trial-9`)"))
        .contains("This run has no task `best.trial-9`.");
  }

  @Test
  void aDecisionOnWhatIsNotFakedNamesTheFakeToAdd() {
    assertThat(outcome(CHURN, "run churn()\nassert ran(raw)"))
        .isEqualTo(
            """
            test.train:13:3: error E0802: `report.auc` was decided on, but `evaluate` is not faked.
              13 |   require report.auc >= min_auc else skip "AUC ${report.auc} is under ${min_auc}"
                 |   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              17 |   run churn()
                 |   ^^^^^^^^^^^ in this run
                 = mend: add `fake evaluate { auc … }`
            """);
    assertThat(outcome(CHURN, "fake evaluate { rows 5 }\nrun churn()\nassert ran(raw)"))
        .contains("the fake of `evaluate` doesn't say it.")
        .contains("add `auc …` to `fake evaluate`");
    assertThat(outcome(CHURN, "fake evaluate { auc 0.9 }\nrun churn()\nassert best.metric > 0.5"))
        .contains("`best.metric` is asserted, but `train.gbt` is not faked.")
        .contains("add `fake train.gbt { validation.auc … }`");
  }

  @Test
  void messagesAndArgumentsAreDecisionsToo() {
    String workflow =
        """
        workflow w() {
          raw = ingest.csv("x.csv")
          more = raw.rows + 1
          shell(["echo", "${raw.rows}"])
          require 1 > 2 else fail "there are ${raw.rows} rows"
        }
        """;
    assertThat(outcome(workflow, "run w()"))
        .contains("test.train:4:3: error E0802: `raw.rows` was decided on");
    assertThat(outcome(workflow.replace("  shell([\"echo\", \"${raw.rows}\"])\n", ""), "run w()"))
        .contains("test.train:4:3: error E0802: `raw.rows` was decided on");
    assertThat(
            outcome(
                workflow,
                "fake raw { rows 7 }\nrun w()\nassert run.message == \"there are 7 rows\""))
        .isEmpty();
  }

  @Test
  void whatIsPassedOnNeedsNoFake() {
    assertThat(
            outcome(
                """
                workflow w() {
                  raw = ingest.csv("x.csv")
                  clean = validate(raw)
                  parts = split(clean, train: 50%, test: 50%)
                  model = train.gbt(parts.train, label: "y", task: binary)
                  report = evaluate(model, parts.test)
                  register(model, name: "m", report: report)
                }
                """,
                "run w()\nassert ran(register) and run.state == succeeded"))
        .isEmpty();
  }

  @Test
  void aConditionThatIsDecidedWithoutAValueNeedsNone() {
    assertThat(
            outcome(
                """
                workflow w(strict: Bool = false) {
                  raw = ingest.csv("x.csv")
                  require not strict or raw.rows > 5 else fail "few"
                  clean = validate(raw)
                }
                """,
                "run w()\nassert ran(clean)"))
        .isEmpty();
  }

  private static final String MONTHS =
      """
      workflow months(names: List<String> = ["05", "06", "07"], strong: Bool = false) {
        parts = for month in names {
          tolerate 40%
          parallel 2
          read = ingest.csv("data/${month}.csv")
          require read.rows > 0 else skip "nothing in ${month}"
          yield validate(read)
        }
        extra = if strong {
          check = ingest.csv("check.csv")
          yield check
        }
        finally {
          shell(["echo", "done"])
        }
      }
      """;

  @Test
  void loopsBranchesAndCleanupsAreGoneThrough() {
    assertThat(
            outcome(
                MONTHS,
                """
                fake ingest.csv { rows 5 }
                run months()
                assert run.state == succeeded and ran(read) and attempts(read) == 3
                assert skipped(check) and ran(shell) and before(read, shell)
                run months(strong: true)
                assert ran(check)
                fake `parts[06]`.read { rows 0 }
                run months()
                assert run.state == succeeded and attempts(validate) == 2
                """))
        .isEmpty();
    assertThat(
            outcome(
                MONTHS,
                """
                fake ingest.csv { rows 5 }
                fake read { fail "no such file" }
                run months()
                assert run.state == failed and ran(shell) and failed(read)
                """))
        .isEmpty();
    assertThat(
            outcome(
                MONTHS,
                """
                fake ingest.csv { rows 5; takes 10 min }
                run months()
                assert run.duration == 20 min
                """))
        .isEmpty();
  }

  @Test
  void aDecisionInALoopNeedsAFakeToo() {
    assertThat(outcome(MONTHS, "run months()\nassert ran(read)"))
        .contains("test.train:6:5: error E0802: `parts[05].read.rows` was decided on")
        .contains("add `fake ingest.csv { rows … }`");
  }

  @Test
  void testsAreChosenByName() {
    SourceFile file =
        new SourceFile(
            "test.train",
            """
            workflow w() { raw = ingest.csv("x.csv") }
            test "it reads" { run w(); assert ran(raw) }
            test "it fails" { run w(); assert failed(raw) }
            """);
    Compilation compilation = TestFiles.compiler().compile(file, SchemaLookup.NONE);

    List<TestResult> chosen =
        new TestRunner(TestFiles.catalogue()).run(compilation, name -> name.contains("fails"));

    assertThat(chosen).hasSize(1);
    assertThat(chosen.get(0).passed()).isFalse();
  }

  @Test
  void theSameTestAlwaysGoesTheSameWay() {
    String lines =
        """
        fake evaluate { auc 0.6; takes 1 min }
        fake train.gbt { fail "heap", outcome: oom, times: 2; takes 7 min }
        run churn()
        assert ran(register)
        """;

    assertThat(outcome(CHURN, lines)).isNotEmpty().isEqualTo(outcome(CHURN, lines));
  }
}
