# install builds the program, test checks everything; the rest is for those who work on it.
MAVEN = mvn -B -ntp
# A folder with public data sets; tests that read them are skipped where it is not set.
DATASETS =

.PHONY: all install quickstart warm format lint test clean

all: install test

install:
	$(MAVEN) -q package -DskipTests
	@echo "Built. Try: scripts/trainmaster --help"

quickstart: install
	scripts/trainmaster sample churn --rows 20000 --seed 7 --out data
	scripts/trainmaster run conf/workflows/churn.train

# Lets task processes start some seconds sooner, until the next install: records the classes that
# a run loads. Takes a minute and 180 MB.
warm: install
	scripts/trainmaster sample churn --rows 2000 --seed 7 --out target/warm --force
	scripts/trainmaster run conf/workflows/churn.train -p data=target/warm/churn.csv \
	  -p min_auc=0.5 --set state.dir=target/warm/state --set run.grace="120 s" \
	  --set host.jvm.options=-XX:ArchiveClassesAtExit=$(CURDIR)/scripts/target/trainmaster/lib/jobs/host.jsa

format:
	$(MAVEN) -q spotless:apply

lint:
	$(MAVEN) -q spotless:check test-compile

test:
	$(MAVEN) spotless:check verify -Ddatasets.dir=$(DATASETS)

clean:
	$(MAVEN) -q clean
