/** The board: opens the newest working plan, or begins one, and shows it. */

const main = document.getElementById("board");

async function asked(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  return answer.json();
}

const { plans } = await asked("/api/plans");
const head = plans.at(-1) ?? await asked("/api/plans", { title: "", from: "file" });
const plan = await asked(`/api/plans/${head.id}`);
const title = document.createElement("h1");
title.textContent = `${plan.city.name_zh} ${plan.cost}`;
main.append(title);
