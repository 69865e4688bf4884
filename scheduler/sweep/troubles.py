"""What can be wrong with a cluster, and how it is told."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.domain.system_words import connection_text
from scheduler.domain.text import Text
from scheduler.errors import SchedulerError, UsageError


class ClusterLost(SchedulerError):
    """The cluster went away in the middle; what is finished is kept."""

    exit_code = 3

    def __init__(self, address: str) -> None:
        self.message = Text(
            f"与集群 {address} 失去联系；已完成的情景已保存。请确认 dask scheduler 仍在运行，"
            "再次运行同一命令即从此处继续。",
            f"The cluster at {address} is lost; finished scenarios are kept. See that dask "
            "scheduler is running, then run the same command again to go on from here.",
        )
        super().__init__(self.message.en)


class NoWorkers(ClusterLost):
    """The cluster had no worker for too long; what is finished is kept."""

    def __init__(self, address: str, seconds: float, silent: int = 0, unfit: int = 0) -> None:
        super().__init__(address)
        none, others = Text("工作进程", "worker"), _others(silent, unfit)
        if others.en:
            none = Text(f"可用的工作进程{others.zh}", f"worker that can be used{others.en}")
        self.message = Text(
            f"集群 {address} 已有 {seconds:g} 秒没有{none.zh}；已完成的情景已保存。请先运行 "
            f"dask worker {address}，再次运行同一命令即从此处继续。",
            f"The cluster at {address} has had no {none.en} for {seconds:g} seconds; finished "
            f"scenarios are kept. Start some with dask worker {address}, then run the same command "
            "again to go on from here.",
        )


BACK = Text("集群又有工作进程了，继续计算。", "The cluster has workers again; it goes on.")


def waiting(address: str, seconds: float, silent: int, unfit: int = 0) -> Text:
    """There is no worker, or none but silent and unfit ones, and how long that may last."""
    zh, en, others = "没有工作进程", "has no workers", _others(silent, unfit)
    if others.en:
        zh, en = f"没有可用的工作进程{others.zh}", f"has no workers that can be used{others.en}"
    return Text(
        f"集群 {address} {zh}；请运行 dask worker {address}。最多等 {seconds:g} 秒"
        "（--worker-timeout），已完成的情景不会丢失。",
        f"The cluster at {address} {en}; start some with dask worker {address}. Waiting "
        f"for at most {seconds:g} seconds (--worker-timeout); no finished scenario is lost.",
    )


def _others(silent: int, unfit: int) -> Text:
    """Why workers that are there cannot be used, in brackets; nothing when there are none."""
    found = []
    if silent:
        found.append(Text(f"{silent} 个没有应答", f"{silent} do not answer"))
    if unfit:
        found.append(Text(f"{unfit} 个版本不同", f"{unfit} have another program"))
    if not found:
        return Text()
    zh, en = "，".join(f.zh for f in found), ", ".join(f.en for f in found)
    return Text(f"（{zh}）", f" ({en})")


def other_versions(found: Mapping[str, str], expected: Mapping[str, str]) -> Text:
    """In what a worker differs."""
    other = [f"{k} {found.get(k) or '–'}" for k, v in expected.items() if found.get(k) != v]
    zh, en = "、".join(other), ", ".join(other)
    return Text(f"版本不同：{zh}", f"other versions: {en}")


def aside(worker: str, why: Text) -> Text:
    """A worker is not used, and the others go on."""
    return Text(
        f"工作进程 {worker} 未装有本程序的同一版本（{why.zh}），不予使用；其余照常。",
        f"The worker {worker} does not have this version of the program ({why.en}) and is left "
        "aside; the others go on.",
    )


def not_installed(why: Text) -> UsageError:
    """No worker has the same program."""
    return UsageError(
        Text(
            f"集群的工作进程未装有本程序的同一版本（{why.zh}）；请在各机器上安装后重试。",
            f"The workers of the cluster do not have this version of the program ({why.en}); "
            "install it on their machines.",
        )
    )


def unreachable(address: str, error: Exception) -> UsageError:
    """Nobody is at the address, or it is none; `TypeError` is what the client says of TLS."""
    if isinstance(error, TypeError):
        return UsageError(
            Text(
                f"集群 {address} 要求加密连接（TLS），而本机未配置；"
                "请在 Dask 的配置中设好证书，或改用 tcp:// 地址。",
                f"The cluster at {address} asks for TLS ({error}); set its certificates in "
                "Dask's configuration, or use an address with tcp://.",
            )
        )
    if isinstance(error, ValueError):
        return UsageError(
            Text(
                f"“{address}”不是集群的地址；地址如 tcp://10.0.0.5:8786。",
                f'"{address}" is no address of a cluster ({error}); one is like tcp://10.0.0.5:8786.',
            )
        )
    why = connection_text(error)
    return UsageError(
        Text(
            f"连不上集群 {address}（{why.zh}）；请确认 dask scheduler 已在该地址运行。",
            f"The cluster at {address} cannot be reached ({why.en}); see that dask scheduler "
            "is running there.",
        )
    )


NO_DASK = Text(
    "--cluster 需要 distributed；请安装 convention-scheduler[cluster]。",
    "--cluster needs distributed; install convention-scheduler[cluster].",
)
