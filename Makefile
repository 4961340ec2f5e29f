# install builds the program, test checks everything; the rest is for those who work on it.
MAVEN = mvn -B -ntp
# A folder with public data sets; tests that read them are skipped where it is not set.
DATASETS =

.PHONY: all install quickstart format lint test clean

all: install test

install:
	$(MAVEN) -q package -DskipTests
	@echo "Built. Try: scripts/trainmaster --help"

quickstart: install
	scripts/trainmaster sample churn --rows 20000 --seed 7 --out data
	scripts/trainmaster run conf/workflows/churn.train

format:
	$(MAVEN) -q spotless:apply

lint:
	$(MAVEN) -q spotless:check test-compile

test:
	$(MAVEN) spotless:check verify -Ddatasets.dir=$(DATASETS)

clean:
	$(MAVEN) -q clean
