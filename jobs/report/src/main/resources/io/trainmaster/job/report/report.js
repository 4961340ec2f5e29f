/* Draws the charts of a test report from the report's own JSON. Text goes to the page as text. */
(function () {
  'use strict';

  const report = JSON.parse(document.getElementById('data').textContent);
  const sections = report.sections;
  const dashes = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 2], [12, 4], [6, 2, 1, 2], [3, 3], [14, 3]];
  const mostCurves = 10;
  const mostFeatures = 15;
  const mostSlices = 18;
  let drawn = [];

  const numbers = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
  const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
  const padded = new Intl.NumberFormat('en-US', { minimumSignificantDigits: 4, maximumSignificantDigits: 4 });
  const isShort = value => Number(value.toPrecision(4)) === value;
  const shown = value => (value === null || Number.isNaN(value) ? 'n/a' : (isShort(value) ? numbers : padded).format(value));
  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const series = index => color('series-' + (index % 10 + 1));
  const faded = (hex, alpha) => hex + Math.round(alpha * 255).toString(16).padStart(2, '0');

  function axis(title, options) {
    return Object.assign({
      title: { display: true, text: title, color: color('muted'), font: { size: 12 } },
      grid: { color: color('line'), drawTicks: false },
      border: { display: false },
      ticks: { color: color('muted'), padding: 6, maxTicksLimit: 7, font: { size: 11.5 } },
    }, options);
  }

  const share = title => axis(title, { min: 0, max: 1 });

  function line(label, points, index, options) {
    return Object.assign({
      label,
      data: points.filter(point => point.y !== null),
      borderColor: series(index),
      backgroundColor: series(index),
      borderDash: dashes[index % dashes.length],
      borderWidth: 2,
      pointRadius: 0,
      pointHitRadius: 8,
      clip: 10,
      tension: 0,
    }, options);
  }

  function reference(label, points) {
    return line(label, points, 0, {
      borderColor: color('muted'), backgroundColor: color('muted'), borderDash: [4, 4],
      borderWidth: 1.2, pointHitRadius: 0,
    });
  }

  const diagonal = [{ x: 0, y: 0 }, { x: 1, y: 1 }];

  function worst(curves) {
    const kept = new Set([...curves].sort((a, b) => a.area - b.area).slice(0, mostCurves));
    return curves.filter(curve => kept.has(curve));
  }

  function curves(section, x, y, fill) {
    const all = worst(section.curves);
    return all.map((curve, index) => line(curve.name + '  ' + shown(curve.area), curve.points, index, {
      fill: all.length === 1 && fill,
      backgroundColor: all.length === 1 ? faded(series(0), .12) : series(index),
    }));
  }

  function xy(datasets, x, y, plugins) {
    return { type: 'line', data: { datasets }, options: { scales: { x: Object.assign({ type: 'linear' }, x), y }, plugins } };
  }

  function bars(labels, datasets, value, horizontal) {
    const category = axis('', { title: { display: false }, grid: { display: false } });
    const callback = (_, index) => (labels[index].length > 30 ? labels[index].slice(0, 29) + '…' : labels[index]);
    category.ticks = { color: color('ink'), autoSkip: false, font: { size: 12 }, callback };
    return {
      type: 'bar',
      data: { labels, datasets },
      options: {
        indexAxis: horizontal ? 'y' : 'x',
        scales: horizontal ? { x: value, y: category } : { x: category, y: value },
        plugins: { legend: { display: false } },
      },
    };
  }

  function bar(data, options) {
    return Object.assign({ data, backgroundColor: series(0), borderRadius: 3, maxBarThickness: 26 }, options);
  }

  const charts = {
    roc() {
      const datasets = curves(sections.roc, 'x', 'y', 'origin');
      datasets.push(reference('chance', diagonal));
      return xy(datasets, share('False positive rate'), share('True positive rate'));
    },

    precision_recall() {
      return xy(curves(sections.precision_recall, 'x', 'y', 'origin'), share('Recall'), share('Precision'));
    },

    thresholds() {
      const points = sections.thresholds.counts.map(rates);
      const of = (name, index) => line(name, points.map(p => ({ x: p.threshold, y: p[name] })), index);
      const chart = xy([of('precision', 0), of('recall', 1), of('f1', 2)], share('Threshold'), share('Value'));
      chart.plugins = [thresholdLine];
      return chart;
    },

    calibration() {
      const bins = sections.calibration.bins;
      const most = Math.max(...bins.map(bin => bin.rows));
      const points = bins.map(bin => ({ x: bin.predicted, y: bin.observed, rows: bin.rows }));
      return xy([
        line('model', points, 0, {
          pointRadius: bins.map(bin => 3 + 6 * Math.sqrt(bin.rows / most)), pointHoverRadius: 10,
        }),
        reference('well calibrated', diagonal),
      ], share('Mean prediction'), share('Share of positives'), {
        tooltip: { callbacks: { afterLabel: item => (item.raw.rows ? counts.format(item.raw.rows) + ' rows' : '') } },
      });
    },

    predictions() {
      const points = sections.residuals.sample;
      const values = points.flatMap(p => [p.x, p.y]).filter(value => value !== null);
      const low = Math.min(...values);
      const high = Math.max(...values);
      return xy([
        line('rows', points, 0, {
          showLine: false, pointRadius: 2.6, backgroundColor: faded(series(0), .45), borderColor: 'transparent',
        }),
        reference('right', [{ x: low, y: low }, { x: high, y: high }]),
      ], axis('Actual ' + sections.residuals.label), axis('Predicted ' + sections.residuals.label),
      { legend: { display: false } });
    },

    residuals() {
      const { edges, counts: rows } = sections.residuals;
      const labels = rows.map((_, i) => shown((edges[i] + edges[i + 1]) / 2));
      const chart = bars(labels, [bar(rows, { categoryPercentage: 1, barPercentage: .94, maxBarThickness: 80 })], axis('Rows'), false);
      chart.options.scales.x = axis('Residual', { grid: { display: false } });
      chart.options.plugins.tooltip = {
        callbacks: { title: items => shown(edges[items[0].dataIndex]) + ' to ' + shown(edges[items[0].dataIndex + 1]) },
      };
      return chart;
    },

    cluster_rows() {
      const clusters = sections.clusters.clusters;
      return bars(clusters.map(c => c.name), [bar(clusters.map(c => c.rows))], axis('Rows', { min: 0 }), true);
    },

    cluster_silhouettes() {
      const clusters = sections.clusters.clusters;
      return bars(clusters.map(c => c.name), [bar(clusters.map(c => c.silhouette), { backgroundColor: series(2) })],
        axis('Mean silhouette', { suggestedMin: 0, max: 1 }), true);
    },

    learning_curves() {
      const all = sections.learning_curves.series;
      const datasets = all.map((one, index) => line(one.name, one.points, index, {
        pointRadius: one.points.length > 40 ? 0 : 2.5, yAxisID: /loss|error/.test(one.name) ? 'y' : 'score',
      }));
      const used = new Set(datasets.map(dataset => dataset.yAxisID));
      if (used.size === 1) {
        datasets.forEach(dataset => { dataset.yAxisID = 'y'; });
      }
      const chart = xy(datasets, axis(sections.learning_curves.step), axis(used.size === 2 ? 'Loss' : 'Value'));
      if (used.size === 2) {
        chart.options.scales.score = axis('Score', { position: 'right', grid: { display: false } });
      }
      return chart;
    },

    importance() {
      const features = [...sections.importance.features]
        .sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, mostFeatures);
      return bars(features.map(f => f.name), [bar(features.map(f => f.value))], axis(sections.importance.measure), true);
    },

    slices() {
      const all = sections.slices.slices.slice(0, mostSlices);
      const name = Object.keys(all[0].metrics)[0];
      const metric = report.metrics.find(one => one.name === name);
      const whole = metric ? metric.value : 0;
      const values = all.map(slice => slice.metrics[name]);
      const better = metric && metric.better === 'lower' ? -1 : 1;
      const chart = bars(all.map(slice => slice.column + ': ' + slice.value), [bar(
        values.map(value => (value === null ? null : [whole, value])), {
          backgroundColor: values.map(value => (value - whole) * better >= 0 ? series(0) : series(1)), minBarLength: 2,
        })], axis(metric ? name + ', from ' + shown(whole) + ' of all rows' : name, metric ? { beginAtZero: false, grace: '8%' } : {}), true);
      chart.options.plugins.tooltip = {
        callbacks: {
          label: item => shown(values[item.dataIndex]) + ' on ' + counts.format(all[item.dataIndex].rows) + ' rows',
        },
      };
      return chart;
    },
  };

  function rates(count) {
    const precision = count.truePositives / (count.truePositives + count.falsePositives);
    const recall = count.truePositives / (count.truePositives + count.falseNegatives);
    const f1 = 2 * count.truePositives / (2 * count.truePositives + count.falsePositives + count.falseNegatives);
    const defined = value => (Number.isNaN(value) ? null : value);
    return { threshold: count.threshold, precision: defined(precision), recall: defined(recall), f1: defined(f1) };
  }

  const thresholdLine = {
    id: 'threshold',
    afterDatasetsDraw(chart) {
      const slider = document.querySelector('.explorer input');
      const at = sections.thresholds.counts[Number(slider.value)];
      const { ctx, chartArea } = chart;
      const x = chart.scales.x.getPixelForValue(at.threshold);
      ctx.save();
      ctx.strokeStyle = color('ink');
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };

  function explore() {
    const explorer = document.querySelector('.explorer');
    if (!explorer) {
      return;
    }
    const slider = explorer.querySelector('input');
    const say = () => {
      const at = sections.thresholds.counts[Number(slider.value)];
      const rate = rates(at);
      explorer.querySelector('output').textContent = shown(at.threshold);
      explorer.querySelector('.outcomes').textContent =
        'Precision ' + shown(rate.precision) + ', recall ' + shown(rate.recall) + ', F1 ' + shown(rate.f1) + ': '
        + counts.format(at.truePositives) + ' found, ' + counts.format(at.falseNegatives) + ' missed, '
        + counts.format(at.falsePositives) + ' false alarms.';
      drawn.filter(chart => chart.canvas.dataset.chart === 'thresholds').forEach(chart => chart.draw());
    };
    slider.addEventListener('input', say);
    explorer.hidden = false;
    say();
  }

  function legend(chart) {
    const datasets = chart.data.datasets;
    return {
      display: chart.type === 'line' && datasets.length > 1 || chart.type === 'line' && /\d/.test(datasets[0].label),
      position: datasets.length > 6 ? 'right' : 'bottom',
      labels: {
        color: color('ink'), boxWidth: 26, boxHeight: 0, padding: 10, font: { size: 12 },
        generateLabels: one => Chart.defaults.plugins.legend.labels.generateLabels(one)
          .map(item => Object.assign(item, { fillStyle: item.strokeStyle, lineWidth: 2 })),
      },
    };
  }

  function draw() {
    drawn.forEach(chart => chart.destroy());
    drawn = [...document.querySelectorAll('canvas[data-chart]')].map(canvas => {
      const kind = canvas.dataset.chart;
      const chart = charts[kind]();
      if (chart.options.indexAxis === 'y') {
        canvas.parentElement.style.height = Math.max(180, 70 + 25 * chart.data.labels.length) + 'px';
      }
      chart.options.animation = false;
      chart.options.responsive = true;
      chart.options.maintainAspectRatio = false;
      chart.options.plugins = Object.assign({ legend: legend(chart) }, chart.options.plugins);
      chart.options.interaction = { mode: 'nearest', intersect: false };
      return new Chart(canvas, chart);
    });
  }

  function theme() {
    const root = document.documentElement;
    const button = document.getElementById('theme');
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    let chosen = null;
    try {
      chosen = localStorage.getItem('trainmaster-theme');
    } catch (ignored) {
      // Denied to some pages that are opened from a file.
    }
    const apply = (name, redraw) => {
      root.dataset.theme = name;
      button.textContent = name === 'dark' ? 'Light' : 'Dark';
      button.setAttribute('aria-label', 'Use the ' + (name === 'dark' ? 'light' : 'dark') + ' theme');
      if (redraw) {
        draw();
      }
    };
    const current = () => chosen || (system.matches ? 'dark' : 'light');
    apply(current(), false);
    button.hidden = false;
    button.addEventListener('click', () => {
      chosen = current() === 'dark' ? 'light' : 'dark';
      try {
        localStorage.setItem('trainmaster-theme', chosen);
      } catch (ignored) {
        // Without storage the choice lasts as long as the page.
      }
      apply(chosen, true);
    });
    system.addEventListener('change', () => apply(current(), true));
    window.addEventListener('beforeprint', () => apply('light', true));
    window.addEventListener('afterprint', () => apply(current(), true));
  }

  theme();
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  draw();
  explore();
})();
