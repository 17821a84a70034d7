"""Plates for tests: jobs as *plan* would write them. Names of places that do not exist."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Preset
from generator.print_jobs import PlaqueJob, PlaqueLine

CODE = "7KQ4M2"
HOST = "ditich.example"
ADDRESS = f"https://{HOST}/{CODE}"
PAYLOAD = f"https://{HOST.upper()}/{CODE}"

LONG_NAME = "Trụ sở Ủy ban Liên hợp đình chiến Nam Bộ"

VIETNAMESE = (
    PlaqueLine("owner", "Ủy ban nhân dân xã Ví Dụ"),
    PlaqueLine("rank", "Di tích lịch sử cấp tỉnh"),
    PlaqueLine("name", "Đình làng Ví Dụ"),
    PlaqueLine("decision", "Xếp hạng theo Quyết định số 00/QĐ-UBND ngày 1 tháng 1 năm 2000"),
    PlaqueLine("call", "Quét mã bằng máy ảnh hoặc Zalo để đọc và nghe câu chuyện nơi này"),
    PlaqueLine("address", f"{HOST}/{CODE}"),
    PlaqueLine("safety", "Trang này không bao giờ hỏi tiền, mật khẩu, OTP"),
    PlaqueLine("works", "Công trình thanh niên"),
)
ENGLISH = (
    PlaqueLine("name_en", "Example communal house", "en"),
    PlaqueLine("call_en", "Scan to read and hear the story of this place", "en"),
)
KHMER = (PlaqueLine("call_km", "ស្កេនកូដ QR ដើម្បី\u200bអាន\u200bរឿងរ៉ាវ", "km"),)


def own(width: float, height: float, module: float, hole: float = 0.0) -> Preset:
    """A size of the project's own."""
    return Preset(
        id=f"rieng-{width}x{height}", width=width, height=height, module=module, hole=hole
    )


def plaque_job(*lines: PlaqueLine, sample: str = "", address: str = ADDRESS) -> PlaqueJob:
    """A job for `lines` (the whole Vietnamese plate if none are given)."""
    return PlaqueJob(
        edition="print",
        target=f"plaques/{CODE}",
        scope="dinh-lang-vi-du",
        code=CODE,
        address=address,
        lines=lines or VIETNAMESE,
        sample=sample,
    )


def with_name(name: str) -> PlaqueJob:
    """The Vietnamese plate under another name."""
    return plaque_job(
        *(replace(line, text=name) if line.role == "name" else line for line in VIETNAMESE)
    )
