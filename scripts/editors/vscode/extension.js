"use strict";

const vscode = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function create() {
  const command = vscode.workspace.getConfiguration("trainmaster").get("path") || "trainmaster";
  return new LanguageClient(
    "trainmaster",
    "Trainmaster",
    { command, args: ["lsp"] },
    { documentSelector: [{ language: "train" }] }
  );
}

async function start() {
  client = create();
  try {
    await client.start();
  } catch (error) {
    const open = "Open the setting";
    const answer = await vscode.window.showErrorMessage(
      `Trainmaster can't be started: ${error.message} The setting trainmaster.path names the program.`,
      open
    );
    if (answer === open) {
      vscode.commands.executeCommand("workbench.action.openSettings", "trainmaster.path");
    }
  }
}

async function stop() {
  const running = client;
  client = undefined;
  if (running && running.isRunning()) {
    await running.stop();
  }
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("trainmaster.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("trainmaster.path")) {
        return restart();
      }
      return undefined;
    })
  );
  await start();
}

module.exports = { activate, deactivate: stop };
